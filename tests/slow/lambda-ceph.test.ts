/** The packaged function with Ceph as S3. */
import { startCeph } from '../../scripts/servers/ceph.ts';
import { lambdaSuite } from './lambda-suite.ts';

lambdaSuite('Ceph', startCeph);

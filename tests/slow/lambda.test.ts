/** The packaged function with Moto as S3. */
import { startMoto } from '../../scripts/servers/moto.ts';
import { lambdaSuite } from './lambda-suite.ts';

lambdaSuite('moto', startMoto);

/** The store and publish() against Ceph. */
import { startCeph } from '../../scripts/servers/ceph.ts';
import { serverSuite } from './server-suite.ts';

serverSuite('ceph', startCeph, { checksSignatures: true });

/** The store and publish() against Moto. */
import { startMoto } from '../../scripts/servers/moto.ts';
import { serverSuite } from './server-suite.ts';

serverSuite('moto', startMoto);

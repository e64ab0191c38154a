package tollgate.invented;

import tollgate.testkit.QuotaProbeContract;

class AcmeProbeContractTest extends QuotaProbeContract {}

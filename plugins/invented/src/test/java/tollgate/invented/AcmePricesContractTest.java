package tollgate.invented;

import tollgate.testkit.PricingSourceContract;

class AcmePricesContractTest extends PricingSourceContract {}

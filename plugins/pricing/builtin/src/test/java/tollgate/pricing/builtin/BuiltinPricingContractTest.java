package tollgate.pricing.builtin;

import tollgate.testkit.PricingSourceContract;

class BuiltinPricingContractTest extends PricingSourceContract {}

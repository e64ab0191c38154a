package tollgate.provider.openai.compatible;

import tollgate.testkit.ProviderTransformContract;

class CompatibleContractTest extends ProviderTransformContract {}

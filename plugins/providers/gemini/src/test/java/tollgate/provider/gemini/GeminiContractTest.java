package tollgate.provider.gemini;

import tollgate.testkit.ProviderTransformContract;

class GeminiContractTest extends ProviderTransformContract {}

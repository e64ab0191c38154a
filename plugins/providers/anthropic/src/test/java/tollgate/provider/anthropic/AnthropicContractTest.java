package tollgate.provider.anthropic;

import tollgate.testkit.ProviderTransformContract;

class AnthropicContractTest extends ProviderTransformContract {}

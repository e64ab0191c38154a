package tollgate.provider.cliproxyapi;

import tollgate.testkit.ProviderTransformContract;

class CliProxyApiContractTest extends ProviderTransformContract {}

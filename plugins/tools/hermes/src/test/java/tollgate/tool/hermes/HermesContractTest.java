package tollgate.tool.hermes;

import tollgate.testkit.ToolDetectorContract;

class HermesContractTest extends ToolDetectorContract {}

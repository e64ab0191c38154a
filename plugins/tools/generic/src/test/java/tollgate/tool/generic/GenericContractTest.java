package tollgate.tool.generic;

import tollgate.testkit.ToolDetectorContract;

class GenericContractTest extends ToolDetectorContract {}

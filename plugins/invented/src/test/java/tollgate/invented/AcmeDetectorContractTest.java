package tollgate.invented;

import tollgate.testkit.ToolDetectorContract;

class AcmeDetectorContractTest extends ToolDetectorContract {}

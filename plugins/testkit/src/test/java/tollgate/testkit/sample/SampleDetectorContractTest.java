package tollgate.testkit.sample;

import java.nio.file.Path;
import tollgate.testkit.ToolDetectorContract;

class SampleDetectorContractTest extends ToolDetectorContract {
  @Override
  protected Path jar() {
    return Sample.jar("detector");
  }

  @Override
  protected Path cases() {
    return Sample.cases("detector");
  }
}

package sample.detector;

import java.nio.file.Path;
import tollgate.testkit.ToolDetectorContract;

class BeaverContractIT extends ToolDetectorContract {
  @Override
  protected Path jar() {
    return Path.of("sample.detector.jar");
  }

  @Override
  protected Path cases() {
    return Path.of("cases");
  }
}

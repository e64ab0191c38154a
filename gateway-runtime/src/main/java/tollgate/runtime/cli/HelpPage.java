package tollgate.runtime.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of one command: a sentence, the usage, examples, options, exit codes, where to read
 * more; 80 columns.
 *
 * @param sentence what the command does
 * @param usage what follows the command's name
 * @param examples whole command lines, each with what it is for
 */
record HelpPage(String sentence, String usage, List<Example> examples) {

  private static final String EXAMPLES = "examples";
  private static final int COLUMNS = 80;

  /**
   * One example.
   *
   * @param line what to type
   * @param purpose what it is for
   */
  record Example(String line, String purpose) {}

  /** Makes it the help of the command. */
  void attachTo(CommandSpec spec) {
    UsageMessageSpec message = spec.usageMessage();
    message
        .width(COLUMNS)
        .header(sentence)
        .synopsisHeading("%nUsage: ")
        .customSynopsis(usage)
        .commandListHeading("%nCommands:%n")
        .optionListHeading("%nOptions:%n")
        .sortOptions(false)
        .sortSynopsis(false)
        .exitCodeListHeading("%nExit codes:%n")
        .footerHeading("%n")
        .footer("Settings: docs/reference/settings.md, commands: docs/reference/commands.md");
    message.exitCodeList(exitCodes());
    message.sectionMap().put(EXAMPLES, help -> examplesText());
    message.sectionKeys(
        List.of(
            UsageMessageSpec.SECTION_KEY_HEADER,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            EXAMPLES,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST,
            UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
            UsageMessageSpec.SECTION_KEY_FOOTER));
  }

  private static Map<String, String> exitCodes() {
    var codes = new LinkedHashMap<String, String>();
    codes.put(String.valueOf(ExitCodes.DONE), "done");
    codes.put(String.valueOf(ExitCodes.FAILED), "failed");
    codes.put(String.valueOf(ExitCodes.WRONG_USE), "wrong use or wrong settings");
    return codes;
  }

  private String examplesText() {
    return examples.stream()
        .map(example ->
            "  " + example.line() + System.lineSeparator() + "      " + example.purpose())
        .collect(
            Collectors.joining(
                System.lineSeparator(),
                System.lineSeparator() + "Examples:" + System.lineSeparator(),
                System.lineSeparator()));
  }
}

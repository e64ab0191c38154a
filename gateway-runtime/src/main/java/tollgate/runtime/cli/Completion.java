package tollgate.runtime.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Scripts by which shells complete command lines, written from the table of commands. They know
 * words only: to ask the gateway for ids would start this program at every press of a key.
 */
final class Completion {
  private static final String FILES = "@files";
  private static final String NOTHING = "@nothing";

  /** By the words of each command: its own commands and options. */
  private final Map<String, List<String>> words = new LinkedHashMap<>();

  /** By the words of a command and an option, or the words alone: what may stand there. */
  private final Map<String, String> values = new TreeMap<>();

  Completion(CommandSpec root) {
    add("", root);
  }

  private void add(String path, CommandSpec spec) {
    var own = new ArrayList<>(spec.subcommands().keySet());
    for (OptionSpec option : spec.options()) {
      own.add(option.longestName());
      if (option.arity().max() > 0) {
        values.put((path + " " + option.longestName()).strip(), value(option));
      }
    }
    spec.positionalParameters().forEach(one -> values.putIfAbsent(path + " @", value(one)));
    words.put(path, own);
    spec.subcommands()
        .forEach((name, command) -> add((path + " " + name).strip(), command.getCommandSpec()));
  }

  private static String value(ArgSpec argument) {
    if (argument.completionCandidates() != null) {
      var candidates = new ArrayList<String>();
      argument.completionCandidates().forEach(candidates::add);
      return String.join(" ", candidates);
    }
    String label = argument.paramLabel();
    return label.contains("FILE") || label.contains("DIR") ? FILES : NOTHING;
  }

  /** For a shell; empty for one that is not known. */
  String script(String shell) {
    return switch (shell) {
      case "bash" -> tables() + BASH;
      case "zsh" -> "#compdef tollgate\n" + tables() + ZSH;
      case "fish" -> fish();
      default -> "";
    };
  }

  private String tables() {
    String known =
        words.entrySet().stream()
            .map(one -> "    '%s') echo '%s' ;;%n".formatted(one.getKey(), join(one.getValue())))
            .collect(Collectors.joining());
    String taken =
        values.entrySet().stream()
            .map(one -> "    '%s') echo '%s' ;;%n".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining());
    return "_tollgate_words() {\n  case \"$1\" in\n"
        + known
        + "  esac\n}\n_tollgate_values() {\n  case \"$1\" in\n"
        + taken
        + "  esac\n}\n";
  }

  private static String join(List<String> words) {
    return String.join(" ", words);
  }

  private String fish() {
    var script = new StringBuilder("set -g __tollgate_taking");
    values.keySet().stream()
        .filter(place -> place.contains("--"))
        .forEach(place -> script.append(" '").append(place).append('\''));
    script.append("\nfunction __tollgate_words\n  switch \"$argv[1]\"\n");
    words.forEach((path, own) ->
        script.append(
            "    case '%s'%n      string split -- ' ' '%s'%n".formatted(path, join(own))));
    script.append("  end\nend\n").append(FISH);
    words.forEach((path, own) ->
        script.append(
            "complete -c tollgate -f -n '__tollgate_at \"%s\"' -a '%s'%n"
                .formatted(path, join(own))));
    values.forEach((place, value) -> {
      int last = place.lastIndexOf(' ');
      String option = place.substring(last + 1);
      if (option.startsWith("--")) {
        script.append(
            "complete -c tollgate -n '__tollgate_at \"%s\"' -l %s -r %s%n"
                .formatted(
                    last < 0 ? "" : place.substring(0, last),
                    option.substring(2),
                    fishValue(value)));
      } else if (!value.equals(NOTHING)) {
        script.append(
            "complete -c tollgate -n '__tollgate_at \"%s\"' %s%n"
                .formatted(place.substring(0, last), fishValue(value)));
      }
    });
    return script.toString();
  }

  private static String fishValue(String value) {
    return switch (value) {
      case FILES -> "-F";
      case NOTHING -> "-f";
      default -> "-f -a '" + value + "'";
    };
  }

  /** The words so far that are commands, then what may follow them. */
  private static final String BASH =
      """
      _tollgate() {
        local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" at="" i found
        for ((i = 1; i < COMP_CWORD; i++)); do
          case " $(_tollgate_words "$at") " in
            *" ${COMP_WORDS[i]} "*)
              [[ "${COMP_WORDS[i]}" == -* ]] || at="${at:+$at }${COMP_WORDS[i]}" ;;
          esac
        done
        if [[ "$prev" == -* ]]; then
          found="$(_tollgate_values "${at:+$at }$prev")"
        fi
        if [[ -z "$found" && "$cur" != -* ]]; then
          found="$(_tollgate_values "$at @")"
          [[ "$found" == @nothing ]] && found=""
        fi
        case "$found" in
          @files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
          @nothing) COMPREPLY=() ;;
          "") COMPREPLY=($(compgen -W "$(_tollgate_words "$at")" -- "$cur")) ;;
          *) COMPREPLY=($(compgen -W "$found" -- "$cur")) ;;
        esac
      }
      complete -F _tollgate tollgate
      """;

  private static final String ZSH =
      """
      _tollgate() {
        local prev="${words[CURRENT-1]}" at="" found="" word
        for word in "${(@)words[2,CURRENT-1]}"; do
          case " $(_tollgate_words "$at") " in
            *" $word "*) [[ "$word" == -* ]] || at="${at:+$at }$word" ;;
          esac
        done
        [[ "$prev" == -* ]] && found="$(_tollgate_values "${at:+$at }$prev")"
        if [[ -z "$found" && "${words[CURRENT]}" != -* ]]; then
          found="$(_tollgate_values "$at @")"
          [[ "$found" == @nothing ]] && found=""
        fi
        case "$found" in
          @files) _files ;;
          @nothing) ;;
          "") compadd -- ${(s: :)"$(_tollgate_words "$at")"} ;;
          *) compadd -- ${(s: :)found} ;;
        esac
      }
      compdef _tollgate tollgate
      # Loaded by its name at the first Tab, this is the function's body, and somebody waits.
      if [[ "${funcstack[1]}" == _tollgate ]]; then
        _tollgate "$@"
      fi
      """;

  private static final String FISH =
      """
      function __tollgate_at
        set -l at
        set -l taken 0
        for word in (commandline -opc)[2..-1]
          if test $taken = 1
            set taken 0
          else if contains -- (string join -- ' ' $at $word) $__tollgate_taking
            set taken 1
          else if not string match -q -- '-*' $word; and contains -- $word (__tollgate_words "$at")
            set -a at $word
          end
        end
        test "$at" = "$argv[1]"
      end
      """;
}

package tollgate.runtime.config;

import java.util.Optional;
import tollgate.runtime.problem.SettingProblem;

/**
 * A place in a providers document, and what is to be said of it.
 *
 * @param path for example {@code providers[0].auth.type}; empty for the document
 * @param form what such a document may say
 * @param origin the file or variable the document comes from
 * @param around where its variables and its findings are
 * @param types the types its entries name
 */
record DocumentPart(
    String path, DocumentForm form, Origin origin, Surroundings around, TypeClaims types) {

  DocumentPart at(String name) {
    return new DocumentPart(path.isEmpty() ? name : path + "." + name, form, origin, around, types);
  }

  DocumentPart item(int index) {
    return new DocumentPart(path + "[" + index + "]", form, origin, around, types);
  }

  boolean isKept() {
    return form == DocumentForm.KEPT;
  }

  /** Notes what must be otherwise. */
  void must(String words) {
    problem(path + ": " + words);
  }

  void isNotSupported() {
    problem(path + " is not supported");
  }

  /** Notes what is wrong. */
  void problem(String words) {
    around.findings().problem(SettingProblem.CONFIG_PROVIDERS, origin, words);
  }

  void warn(String words) {
    around.findings().warn(path, origin, words);
  }

  void claimType(String type) {
    types.ofDocument(path + ".type", type, origin);
  }

  /** A variable of the environment or of {@code .env}; empty where it is not set. */
  String variable(String name) {
    return Optional.ofNullable(around.variables().get(name)).map(Given::text).orElse("").strip();
  }

  ProviderPlace place() {
    return new ProviderPlace(path, origin.where());
  }
}

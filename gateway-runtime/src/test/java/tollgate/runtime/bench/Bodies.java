package tollgate.runtime.bench;

import java.nio.charset.StandardCharsets;

/** Request bodies like those that coding tools send. */
public enum Bodies {
  /** 400 KB of conversation in English with tool calls. */
  CHAT_400K(400_000, "The quick brown fox jumps over the lazy dog and runs away. "),
  /** The same in Cyrillic: two bytes a letter. */
  CYRILLIC_400K(400_000, "Быстрая коричневая лиса прыгает через ленивую собаку. "),
  /** The same in Chinese: three bytes a character. */
  CHINESE_400K(400_000, "敏捷的棕色狐狸跳过了懒狗然后跑掉了。"),
  /** Source code in messages: an escape every thirty bytes. */
  CODE_400K(400_000, "    public int value() {\\n        return map.get(\\\"x\\\");\\n    }\\n\\n"),
  /** An array of numbers, as an embedding of token ids is asked for: no strings to skip. */
  NUMBERS_400K(400_000, ""),
  /** The largest body: 25 MB of conversation. */
  CHAT_25M(25_000_000, "The quick brown fox jumps over the lazy dog and runs away. ");

  private final int bytes;
  private final String sentence;

  Bodies(int bytes, String sentence) {
    this.bytes = bytes;
    this.sentence = sentence;
  }

  /** The body, a little longer than its name says. */
  public byte[] make() {
    String text = sentence.isEmpty() ? numbers() : conversation();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String conversation() {
    String turn =
        """
        ,{"role":"user","content":"%s"},{"role":"assistant","content":[{"type":"text","text":"%s"},\
        {"type":"tool_use","id":"call_01","name":"read","input":{"path":"src/A.java","limit":200}}]}\
        """
            .formatted(sentence.repeat(8), sentence.repeat(6));
    int turns = bytes / turn.getBytes(StandardCharsets.UTF_8).length + 1;
    return """
    {"model":"some-model","stream":true,"messages":[{"role":"system","content":"Be brief."}\
    %s],"max_tokens":4096}\
    """
        .formatted(turn.repeat(turns));
  }

  private String numbers() {
    var text = new StringBuilder("{\"model\":\"some-model\",\"input\":[0");
    for (int i = 0; text.length() < bytes; i++) {
      text.append(',').append(i % 100_000);
    }
    return text.append("]}").toString();
  }
}

package tollgate.runtime.metric;

import io.micrometer.core.instrument.Tags;
import java.util.List;

/** A metric with its label values. */
record Series(Metric metric, List<String> values) {

  Tags tags() {
    Tags tags = Tags.empty();
    for (int i = 0; i < values.size(); i++) {
      tags = tags.and(metric.labels().get(i).text(), values.get(i));
    }
    return tags;
  }
}

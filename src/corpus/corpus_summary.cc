#include "src/corpus/corpus_summary.h"

namespace windowlm {

CorpusSummary Summarize(const PreparedCorpus& corpus) {
  CorpusSummary summary;
  summary.set_bytes(corpus.corpus_report.bytes);
  summary.set_crc32c(corpus.corpus_report.crc32c);
  summary.set_train_words(corpus.train_words);
  summary.set_train_lines(corpus.train_lines);
  summary.set_valid_words(corpus.valid_ids().size());
  return summary;
}

}  // namespace windowlm

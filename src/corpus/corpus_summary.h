#ifndef WINDOWLM_SRC_CORPUS_CORPUS_SUMMARY_H_
#define WINDOWLM_SRC_CORPUS_CORPUS_SUMMARY_H_

#include "proto/model_file.pb.h"
#include "src/corpus/corpus_preparation.h"

namespace windowlm {

// The summary of a corpus, as the header of a model that was made of it holds it.
CorpusSummary Summarize(const PreparedCorpus& corpus);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_CORPUS_SUMMARY_H_

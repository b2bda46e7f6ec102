#ifndef WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_H_
#define WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"

namespace windowlm {

struct FrequentWord {
  std::string word;
  uint64_t count;
};

struct TensorShape {
  std::string name;
  int64_t rows;
  int64_t columns;
};

// What a model file says of itself.
struct ModelSummary {
  uint64_t file_bytes;
  FileHeader header;
  // The most frequent first; of imported vectors, the first.
  std::vector<FrequentWord> frequent_words;
  // Empty before CheckWhole.
  std::vector<TensorShape> tensors;
};

// Reads the start of the file alone, so that it is quick, and knows nothing of the rest: a file
// that was cut short passes. At most so many words. Errors are those of LoadModel.
absl::StatusOr<ModelSummary> ReadModelSummary(absl::string_view path, size_t words);

// Reads all of the file and checks every byte of it, as LoadModel does; gives the summary its
// tensors.
absl::Status CheckWhole(absl::string_view path, ModelSummary& summary);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_H_

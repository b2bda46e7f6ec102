#include "tools/results/model_summary.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/corpus/special_words.h"
#include "src/input/byte_source.h"
#include "src/model/file_kind.h"
#include "src/model/label_model.h"
#include "src/model/mixture/language_model_file.h"
#include "src/model/mixture/mixture_header.h"
#include "src/model/model_config.h"
#include "src/model/model_file.h"
#include "src/model/ngram/ngram_file.h"
#include "src/model/vectors_file.h"
#include "src/store/sealed_file.h"

namespace windowlm {
namespace {

// Leaves out the words that were added to those of the file, and puts `<s>` where it was there.
void KeepImportedWords(const VectorsSummary& vectors, size_t most, ModelSummary& summary) {
  std::vector<FrequentWord>& words = summary.frequent_words;
  if (words.size() > vectors.words()) words.resize(vectors.words());
  const uint64_t place = vectors.words() - vectors.words_after_line_start();
  if (vectors.has_line_start() && place <= words.size()) {
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(place),
                 FrequentWord{std::string(kLineStartWord), 0});
    words.resize(std::min(words.size(), most));
  }
}

absl::Status CheckHeader(const FileHeader& header) {
  if (header.has_mixture()) return CheckMixtureHeader(header);
  if (header.has_ngram()) return CheckNgramHeader(header);
  return header.has_vectors() ? CheckVectorsHeader(header)
                              : CheckModelConfig(header.config().model());
}

}  // namespace

absl::StatusOr<ModelSummary> ReadModelSummary(absl::string_view path, size_t words) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::OpenFile(path);
  if (!source.ok()) return source.status();
  ModelSummary summary;
  summary.file_bytes = (*source)->remaining();
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> opened =
      SealedFileReader::Open(*std::move(source));
  if (!opened.ok()) return opened.status();
  SealedFileReader& reader = **opened;
  summary.header = reader.header();
  if (absl::Status status = CheckIsModel(summary.header, path); !status.ok()) return status;
  absl::Status status = CheckHeader(summary.header);
  for (const FileHeader& model : summary.header.mixture().models()) {
    status.Update(CheckHeader(model));
  }
  if (!status.ok()) {
    return reader.Damaged(absl::StrCat("in its header ", status.message()));
  }
  // Each word takes a byte at least; without this, the count of parameters might overflow.
  if (summary.header.vocabulary_size() > summary.file_bytes) {
    return reader.Damaged(absl::StrCat("its header announces ", summary.header.vocabulary_size(),
                                       " words, more than fit its ", summary.file_bytes, " bytes"));
  }
  const absl::StatusOr<const FileRecord*> record = reader.Next();
  if (!record.ok()) return record.status();
  if (*record == nullptr || !(*record)->has_vocabulary()) {
    return reader.Damaged("no vocabulary follows the header");
  }
  const VocabularyChunk& chunk = (*record)->vocabulary();
  const int count = std::min({chunk.words_size(), chunk.counts_size(), static_cast<int>(words)});
  for (int i = 0; i < count; ++i) {
    summary.frequent_words.push_back({chunk.words(i), chunk.counts(i)});
  }
  if (summary.header.has_vectors()) KeepImportedWords(summary.header.vectors(), words, summary);
  return summary;
}

absl::Status CheckWhole(absl::string_view path, ModelSummary& summary) {
  const bool predicts = summary.header.has_ngram() || summary.header.has_mixture();
  const bool has_labels = summary.header.config().model().labels() > 0;
  absl::Status status = predicts                       ? LoadLanguageModel(path).status()
                        : summary.header.has_vectors() ? LoadVectors(path).status()
                        : has_labels                   ? LabelModel::Load(path).status()
                                                       : LoadModel(path).status();
  if (!status.ok()) return status;
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader = SealedFileReader::Open(path);
  if (!reader.ok()) return reader.status();
  summary.tensors.clear();
  absl::StatusOr<const FileRecord*> record = (*reader)->Next();
  for (; record.ok() && *record != nullptr; record = (*reader)->Next()) {
    const TensorChunk& chunk = (*record)->tensor();
    if (!(*record)->has_tensor() || chunk.first_row() > 0 || chunk.first_column() > 0) continue;
    summary.tensors.push_back(
        {chunk.name(), static_cast<int64_t>(chunk.rows()), static_cast<int64_t>(chunk.columns())});
  }
  return record.status();
}

uint64_t ParameterCount(const FileHeader& header) {
  if (header.has_mixture()) {
    uint64_t parameters = 0;
    for (const FileHeader& model : header.mixture().models()) parameters += ParameterCount(model);
    return parameters;
  }
  if (header.has_vectors()) {
    return (header.vocabulary_size() + header.subword_rows()) * header.vectors().dimension();
  }
  if (header.has_ngram()) {
    const NgramSummary& ngram = header.ngram();
    uint64_t parameters = header.vocabulary_size() - 1;
    for (int i = 0; i < ngram.orders_size(); ++i) {
      const uint64_t ngrams = ngram.orders(i).ngrams();
      parameters += (i > 0 ? ngrams : 0) + (i + 1 < ngram.orders_size() ? ngrams : 0);
    }
    return parameters;
  }
  return static_cast<uint64_t>(CountParameters(header.config().model(),
                                               static_cast<int64_t>(header.vocabulary_size()),
                                               static_cast<int64_t>(header.subword_rows())));
}

}  // namespace windowlm

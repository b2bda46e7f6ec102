#include "src/model/ngram/ngram_file.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "src/base/parallel_for.h"
#include "src/model/model_file.h"
#include "src/model/stored_vocabulary.h"
#include "src/store/tensor_records.h"

namespace windowlm {
namespace {

// Number of n-grams in a task of a parallel loop.
constexpr int64_t kTile = 1 << 14;

// The number of tensors of a model with `orders` orders. Order 1 has no words; the highest order
// has no backoffs and no children.
uint64_t TensorCount(uint64_t orders) { return 4 * orders - 3; }

// The number of values in all tensors. `header` has passed CheckNgramHeader.
uint64_t CountValues(const FileHeader& header) {
  uint64_t values = 0;
  const int orders = header.ngram().orders_size();
  for (int i = 0; i < orders; ++i) {
    const uint64_t ngrams = header.ngram().orders(i).ngrams();
    values += i == 0 ? ngrams - 1 : 2 * ngrams;
    if (i + 1 < orders) values += 2 * ngrams + 1;
  }
  return values;
}

std::string TensorName(size_t order, absl::string_view what) {
  return absl::StrCat("ngram.", order, ".", what);
}

// What tensors of either scale are called.
struct NumberNames {
  const char* probability;
  const char* backoff;
};

NumberNames NamesOf(NgramScale scale) {
  return scale == NgramScale::kLinear ? NumberNames{"probability", "backoff"}
                                      : NumberNames{"log10_probability", "log10_backoff"};
}

template <typename T>
absl::Status Write(size_t order, absl::string_view what, const std::vector<T>& values,
                   SealedFileWriter& writer) {
  return WriteTensor(TensorName(order, what), values.size(), 1, absl::MakeConstSpan(values),
                     writer);
}

template <typename T>
absl::Status Read(size_t order, absl::string_view what, uint64_t size, SealedFileReader& reader,
                  std::vector<T>* values) {
  values->resize(size);
  return ReadTensor(TensorName(order, what), size, 1, absl::MakeSpan(*values), reader);
}

// Whether is_right(i) holds for each of 0 .. count - 1.
bool AllRight(size_t count, absl::FunctionRef<bool(size_t)> is_right) {
  std::atomic<bool> right(true);
  ParallelForTiles(static_cast<int64_t>(count), kTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      if (!is_right(static_cast<size_t>(i))) right.store(false, std::memory_order_relaxed);
    }
  });
  return right.load();
}

bool AreProbabilities(const std::vector<float>& values, NgramScale scale) {
  if (scale == NgramScale::kLinear) {
    return AllRight(values.size(), [&](size_t i) { return values[i] > 0 && values[i] <= 1; });
  }
  return AllRight(values.size(),
                  [&](size_t i) { return std::isfinite(values[i]) && values[i] <= 0; });
}

bool AreBackoffs(const std::vector<float>& values, NgramScale scale) {
  if (scale == NgramScale::kLinear) return AreProbabilities(values, scale);
  // Those of a model that was pruned may be above 1.
  return AllRight(values.size(), [&](size_t i) { return std::isfinite(values[i]); });
}

// Whether `children` cuts the `count` n-grams of the next order into stretches.
bool AreChildren(const std::vector<uint32_t>& children, uint64_t count) {
  return children.front() == 0 && children.back() == count &&
         AllRight(children.size() - 1, [&](size_t i) { return children[i] <= children[i + 1]; });
}

// Whether the stretches that `children` cuts `words` into each have ascending ids below `end`.
// `children` has passed AreChildren.
bool AreWords(const std::vector<uint32_t>& words, const std::vector<uint32_t>& children,
              uint64_t end) {
  return AllRight(children.size() - 1, [&](size_t i) {
    for (size_t j = children[i]; j < children[i + 1]; ++j) {
      if (words[j] >= end || (j > children[i] && words[j] <= words[j - 1])) return false;
    }
    return true;
  });
}

absl::Status ReadTables(const FileHeader& header, NgramScale scale, SealedFileReader& reader,
                        std::vector<NgramTable>* tables) {
  const NumberNames names = NamesOf(scale);
  const auto orders = static_cast<size_t>(header.ngram().orders_size());
  const uint64_t predictable = header.vocabulary_size() - 1;
  const auto damaged = [&reader](size_t order, absl::string_view what) {
    return reader.Damaged(absl::StrCat("tensor ", TensorName(order, what),
                                       " has values that are out of range or out of order"));
  };
  for (size_t order = 1; order <= orders; ++order) {
    const uint64_t ngrams = header.ngram().orders(static_cast<int>(order) - 1).ngrams();
    NgramTable table;
    absl::Status status;
    if (order > 1) {
      status.Update(Read(order, "word", ngrams, reader, &table.words));
      if (status.ok() && !AreWords(table.words, tables->back().children, predictable)) {
        status = damaged(order, "word");
      }
    }
    if (status.ok()) {
      status = Read(order, names.probability, order == 1 ? predictable : ngrams, reader,
                    &table.probabilities);
    }
    if (status.ok() && !AreProbabilities(table.probabilities, scale)) {
      status = damaged(order, names.probability);
    }
    if (status.ok() && order < orders) {
      status = Read(order, names.backoff, ngrams, reader, &table.backoffs);
      if (status.ok() && !AreBackoffs(table.backoffs, scale))
        status = damaged(order, names.backoff);
      if (status.ok()) status = Read(order, "children", ngrams + 1, reader, &table.children);
      if (status.ok() &&
          !AreChildren(table.children, header.ngram().orders(static_cast<int>(order)).ngrams())) {
        status = damaged(order, "children");
      }
    }
    if (!status.ok()) return status;
    tables->push_back(std::move(table));
  }
  return absl::OkStatus();
}

}  // namespace

FileHeader NgramHeader(const NgramProvenance& provenance, const NgramModel& model) {
  FileHeader header;
  header.set_program_version(kProgramVersion);
  *header.mutable_config()->mutable_corpus() = model.corpus_config();
  if (provenance.import.has_value()) {
    *header.mutable_ngram()->mutable_import() = *provenance.import;
  } else {
    *header.mutable_corpus() = provenance.corpus;
  }
  header.mutable_ngram()->set_given_vocabulary(provenance.given_vocabulary);
  header.set_vocabulary_size(model.vocabulary().size());
  const std::vector<NgramTable>& tables = model.tables();
  header.set_tensor_count(TensorCount(tables.size()));
  for (size_t i = 0; i < tables.size(); ++i) {
    NgramOrder& order = *header.mutable_ngram()->add_orders();
    order.set_ngrams(i == 0 ? model.vocabulary().size() : tables[i].words.size());
    if (provenance.import.has_value()) continue;
    for (const double discount : provenance.discounts[i].discounts) order.add_discounts(discount);
  }
  return header;
}

absl::Status WriteNgramTensors(const NgramModel& model, SealedFileWriter& writer) {
  const std::vector<NgramTable>& tables = model.tables();
  const NumberNames names = NamesOf(model.scale());
  absl::Status status;
  for (size_t i = 0; status.ok() && i < tables.size(); ++i) {
    const NgramTable& table = tables[i];
    if (i > 0) status.Update(Write(i + 1, "word", table.words, writer));
    status.Update(Write(i + 1, names.probability, table.probabilities, writer));
    if (i + 1 == tables.size()) continue;
    status.Update(Write(i + 1, names.backoff, table.backoffs, writer));
    status.Update(Write(i + 1, "children", table.children, writer));
  }
  return status;
}

absl::Status SaveNgramModel(absl::string_view path, const NgramProvenance& provenance,
                            const NgramModel& model) {
  const absl::StatusOr<std::unique_ptr<SealedFileWriter>> writer =
      SealedFileWriter::Create(path, NgramHeader(provenance, model));
  if (!writer.ok()) return writer.status();
  absl::Status status = StoreVocabulary(model.vocabulary(), **writer);
  if (status.ok()) status = WriteNgramTensors(model, **writer);
  return status.ok() ? (*writer)->Finish() : status;
}

absl::Status CheckNgramHeader(const FileHeader& header) {
  const NgramSummary& ngram = header.ngram();
  if (ngram.orders_size() < 1 || ngram.orders_size() > kMaxNgramOrder) {
    return absl::InvalidArgumentError(absl::StrCat("the order must be from 1 to ", kMaxNgramOrder,
                                                   ", and is ", ngram.orders_size()));
  }
  for (const NgramOrder& order : ngram.orders()) {
    if (order.ngrams() == 0 || order.ngrams() >= std::numeric_limits<uint32_t>::max()) {
      return absl::InvalidArgumentError(absl::StrCat("an order has ", order.ngrams(), " n-grams"));
    }
  }
  if (ngram.orders(0).ngrams() != header.vocabulary_size()) {
    return absl::InvalidArgumentError(absl::StrCat("order 1 has ", ngram.orders(0).ngrams(),
                                                   " n-grams, and the vocabulary ",
                                                   header.vocabulary_size(), " words"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<NgramModel>> ReadNgramModel(SealedFileReader& reader) {
  absl::StatusOr<Vocabulary> vocabulary = ReadStoredVocabulary(reader);
  if (!vocabulary.ok()) return vocabulary.status();
  absl::StatusOr<std::unique_ptr<NgramModel>> model =
      ReadNgramTensors(reader.header(), *std::move(vocabulary), reader);
  if (!model.ok()) return model;
  if (absl::Status status = reader.ReadEnd(); !status.ok()) return status;
  return model;
}

absl::StatusOr<std::unique_ptr<NgramModel>> ReadNgramTensors(const FileHeader& header,
                                                             Vocabulary vocabulary,
                                                             SealedFileReader& reader) {
  if (const absl::Status status = CheckNgramHeader(header); !status.ok()) {
    return reader.Damaged(absl::StrCat("in its header ", status.message()));
  }
  if (absl::Status fits = CheckTensorsFit(CountValues(header), reader); !fits.ok()) return fits;
  const NgramScale scale = header.ngram().has_import() ? NgramScale::kLog10 : NgramScale::kLinear;
  std::vector<NgramTable> tables;
  if (absl::Status status = ReadTables(header, scale, reader, &tables); !status.ok()) return status;
  return std::make_unique<NgramModel>(std::move(vocabulary), header.config().corpus(),
                                      std::move(tables), scale);
}

}  // namespace windowlm

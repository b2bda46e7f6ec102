#include "src/model/model_file.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "src/corpus/line_feature_set.h"
#include "src/model/file_kind.h"
#include "src/model/model_config.h"
#include "src/model/stored_vocabulary.h"
#include "src/model/subwords.h"
#include "src/store/sealed_file.h"
#include "src/store/tensor_records.h"

namespace windowlm {
namespace {

// The first parameter of batch normalisation that holds variances of which one is below 0, or null.
const Parameter<float>* FindNegativeVariance(const WindowModel<float>& model) {
  for (const Parameter<float>* parameter : model.parameters()) {
    const float* values = parameter->value.data();
    if (absl::EndsWith(parameter->name, ".batch.variance") &&
        std::any_of(values, values + parameter->value.size(), [](float v) { return v < 0; })) {
      return parameter;
    }
  }
  return nullptr;
}

// What a model of labels knows besides words, or null if it is none.
absl::StatusOr<std::shared_ptr<const LineFeatureSet>> ReadFeatures(const ModelConfig& config,
                                                                   const Vocabulary& vocabulary,
                                                                   SealedFileReader& reader) {
  if (config.labels() == 0) return nullptr;
  auto known = std::make_shared<LineFeatureSet>();
  if (const auto count = static_cast<size_t>(config.pairs()); count > 0) {
    std::vector<uint32_t> ids(2 * count);
    absl::Status status = ReadTensor(kPairsTensor, count, 2, absl::MakeSpan(ids), reader);
    if (!status.ok()) return status;
    std::vector<WordPairs::Pair> pairs(count);
    for (size_t i = 0; i < count; ++i) {
      pairs[i] = {ids[2 * i], ids[2 * i + 1]};
      if (std::max(pairs[i].first, pairs[i].second) < vocabulary.size()) continue;
      return reader.Damaged(absl::StrCat("pair ", i, " has a word that is not in the vocabulary"));
    }
    known->pairs = WordPairs(std::move(pairs));
    for (uint32_t i = 0; i < known->pairs.size(); ++i) {
      const WordPairs::Pair& pair = known->pairs.pair(i);
      if (known->pairs.Find(pair.first, pair.second) == i) continue;
      return reader.Damaged(absl::StrCat("pair ", i, " appears a second time"));
    }
  }
  if (const auto count = static_cast<size_t>(config.spelling_rows()); count > 0) {
    std::vector<uint32_t> buckets(count);
    absl::Status status = ReadTensor(kNgramsTensor, count, 1, absl::MakeSpan(buckets), reader);
    if (!status.ok()) return status;
    const auto not_above = std::adjacent_find(buckets.begin(), buckets.end(),
                                              [](uint32_t a, uint32_t b) { return a >= b; });
    if (not_above != buckets.end() || buckets.back() >= KnownNgrams::kBuckets) {
      return reader.Damaged("the buckets of its n-grams do not ascend, or are too high");
    }
    known->ngrams = KnownNgrams(config.spellings(0), config.spellings(1), std::move(buckets));
  }
  return known;
}

absl::Status WriteFeatures(const LineFeatureSet& known, SealedFileWriter& writer) {
  if (known.pairs.size() > 0) {
    std::vector<uint32_t> ids;
    ids.reserve(2 * size_t{known.pairs.size()});
    for (uint32_t i = 0; i < known.pairs.size(); ++i) {
      ids.push_back(known.pairs.pair(i).first);
      ids.push_back(known.pairs.pair(i).second);
    }
    absl::Status status =
        WriteTensor(kPairsTensor, known.pairs.size(), 2, absl::MakeConstSpan(ids), writer);
    if (!status.ok()) return status;
  }
  if (known.ngrams.size() == 0) return absl::OkStatus();
  std::vector<uint32_t> buckets;
  buckets.reserve(known.ngrams.size());
  for (uint32_t i = 0; i < known.ngrams.size(); ++i) buckets.push_back(known.ngrams.bucket(i));
  return WriteTensor(kNgramsTensor, known.ngrams.size(), 1, absl::MakeConstSpan(buckets), writer);
}

absl::Status Damaged(absl::string_view name, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(name, " is damaged: ", what));
}

}  // namespace

absl::Status SaveModel(absl::string_view path, const Provenance& provenance,
                       const Vocabulary& vocabulary, const WindowModel<float>& model) {
  const absl::StatusOr<OutputPlace> place = OutputPlace::Find(path);
  if (!place.ok()) return place.status();
  return SaveModel(*place, provenance, vocabulary, model);
}

absl::Status SaveModel(const OutputPlace& place, const Provenance& provenance,
                       const Vocabulary& vocabulary, const WindowModel<float>& model) {
  if (const Parameter<float>* parameter = model.FindNotFinite(); parameter != nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("cannot write ", place.path(), ": tensor ",
                                                   parameter->name,
                                                   " has a value that is not finite"));
  }
  FileHeader header;
  header.set_program_version(kProgramVersion);
  *header.mutable_config() = provenance.config;
  *header.mutable_corpus() = provenance.corpus;
  *header.mutable_training() = provenance.training;
  header.set_vocabulary_size(vocabulary.size());
  const LineFeatureSet* const known = model.line_features().get();
  const int feature_tensors =
      known == nullptr ? 0 : (known->pairs.size() > 0 ? 1 : 0) + (known->ngrams.size() > 0 ? 1 : 0);
  header.set_tensor_count(model.parameters().size() + static_cast<size_t>(feature_tensors));
  if (model.subwords() != nullptr) {
    header.set_subword_rows(static_cast<uint64_t>(model.subwords()->rows()));
  }
  absl::StatusOr<std::unique_ptr<SealedFileWriter>> writer =
      SealedFileWriter::Create(place, std::move(header));
  if (!writer.ok()) return writer.status();
  if (absl::Status status = StoreVocabulary(vocabulary, **writer); !status.ok()) return status;
  if (known != nullptr) {
    if (absl::Status status = WriteFeatures(*known, **writer); !status.ok()) return status;
  }
  for (const Parameter<float>* parameter : model.parameters()) {
    const Matrix<float>& value = parameter->value;
    absl::Status status = WriteTensor(parameter->name, value.rows(), value.columns(),
                                      absl::MakeConstSpan(value.data(), value.size()), **writer);
    if (!status.ok()) return status;
  }
  return (*writer)->Finish();
}

absl::StatusOr<TrainedModel> LoadModel(absl::string_view path) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::OpenFile(path);
  if (!source.ok()) return source.status();
  return ReadModel(*std::move(source));
}

absl::StatusOr<TrainedModel> ReadModel(std::unique_ptr<ByteSource> source) {
  absl::StatusOr<std::unique_ptr<SealedFileReader>> opened =
      SealedFileReader::Open(std::move(source));
  if (!opened.ok()) return opened.status();
  return ReadModel(**opened);
}

absl::StatusOr<TrainedModel> ReadModel(SealedFileReader& reader) {
  if (absl::Status status = CheckHasEmbeddings(reader.header(), reader.name()); !status.ok()) {
    return status;
  }
  if (reader.header().has_vectors()) {
    return absl::FailedPreconditionError(
        absl::StrCat(reader.name(),
                     " has word vectors alone, which windowlm import wrote: they "
                     "tell which words are alike, but predict no words"));
  }
  absl::StatusOr<Vocabulary> vocabulary = ReadStoredVocabulary(reader);
  if (!vocabulary.ok()) return vocabulary.status();
  absl::StatusOr<TrainedModel> trained =
      ReadModelTensors(reader.header(), *std::move(vocabulary), reader);
  if (!trained.ok()) return trained;
  const absl::Status end = reader.header().has_mixture() ? reader.SkipToEnd() : reader.ReadEnd();
  if (!end.ok()) return end;
  return trained;
}

absl::StatusOr<TrainedModel> ReadModelTensors(const FileHeader& header, Vocabulary vocabulary,
                                              SealedFileReader& reader) {
  Provenance provenance;
  provenance.config = header.config();
  provenance.corpus = header.corpus();
  provenance.training = header.training();
  const ModelConfig& config = provenance.config.model();
  if (const absl::Status status = CheckModelConfig(config); !status.ok()) {
    return Damaged(reader.name(), absl::StrCat("in its header ", status.message()));
  }
  const auto vocabulary_size = static_cast<int64_t>(vocabulary.size());
  if (const absl::Status status = CheckVocabularySize(config, vocabulary_size); !status.ok()) {
    return Damaged(reader.name(), absl::StrCat("in its header ", status.message()));
  }
  std::shared_ptr<const SubwordIndex> subwords = MakeSubwordIndex(config, vocabulary);
  const int64_t subword_rows = subwords == nullptr ? 0 : subwords->rows();
  if (header.subword_rows() != static_cast<uint64_t>(subword_rows)) {
    return Damaged(reader.name(),
                   absl::StrCat("its header announces rows of ", header.subword_rows(),
                                " n-grams, and its words have ", subword_rows));
  }
  // The model must not allocate more values than the file can hold.
  const int64_t values = CountParameters(config, vocabulary_size, subword_rows) +
                         2 * config.pairs() + config.spelling_rows();
  if (absl::Status status = CheckTensorsFit(values, reader); !status.ok()) return status;
  absl::StatusOr<std::shared_ptr<const LineFeatureSet>> known =
      ReadFeatures(config, vocabulary, reader);
  if (!known.ok()) return known.status();
  auto model = std::make_unique<WindowModel<float>>(config, vocabulary_size, PRECISION_FLOAT32,
                                                    std::move(subwords), *std::move(known));
  for (Parameter<float>* parameter : model->parameters()) {
    Matrix<float>& value = parameter->value;
    const absl::Span<float> values(value.data(), value.size());
    const absl::Status status =
        ReadTensor(parameter->name, value.rows(), value.columns(), values, reader);
    if (!status.ok()) return status;
  }
  if (const Parameter<float>* parameter = model->FindNotFinite(); parameter != nullptr) {
    return Damaged(reader.name(),
                   absl::StrCat("tensor ", parameter->name, " has a value that is not finite"));
  }
  if (const Parameter<float>* parameter = FindNegativeVariance(*model); parameter != nullptr) {
    return Damaged(reader.name(),
                   absl::StrCat("tensor ", parameter->name, " has a variance that is below 0"));
  }
  model->SetCounts(vocabulary.counts());
  model->SetContextWeights(ContextWeights(provenance.config, vocabulary));
  model->Compose();
  return TrainedModel{std::move(provenance), std::move(vocabulary), std::move(model)};
}

}  // namespace windowlm

#include "src/model/label_model.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/config/option_name.h"
#include "src/corpus/label_prefix.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/model/file_kind.h"
#include "src/model/model_config.h"
#include "src/model/stored_vocabulary.h"

namespace windowlm {

absl::StatusOr<LabelModel> LabelModel::Load(absl::string_view path) {
  absl::StatusOr<std::unique_ptr<SealedFileReader>> opened = SealedFileReader::Open(path);
  if (!opened.ok()) return opened.status();
  SealedFileReader& reader = **opened;
  if (absl::Status status = CheckIsModel(reader.header(), reader.name()); !status.ok()) {
    return status;
  }
  if (reader.header().config().model().labels() == 0) {
    return absl::FailedPreconditionError(
        absl::StrCat(reader.name(), " tells no labels: this needs a model of windowlm train ",
                     OptionWith(OBJECTIVE_LABEL)));
  }
  absl::StatusOr<Vocabulary> vocabulary = ReadStoredVocabulary(reader);
  if (!vocabulary.ok()) return vocabulary.status();
  absl::StatusOr<TrainedModel> trained =
      ReadModelTensors(reader.header(), *std::move(vocabulary), reader);
  if (!trained.ok()) return trained.status();
  if (absl::Status status = reader.ReadEnd(); !status.ok()) return status;
  const TrainConfig& config = trained->provenance.config;
  Labels labels(trained->vocabulary, config.corpus().text().label_prefix());
  if (static_cast<int32_t>(labels.size()) != config.model().labels()) {
    return reader.Damaged(absl::StrCat("its header announces ", config.model().labels(),
                                       " labels, and its vocabulary has ", labels.size()));
  }
  const WindowModel<float>& model = *trained->model;
  LineFeatures features(trained->vocabulary, labels, model.line_features(),
                        LineWordsOf(config.model()));
  return LabelModel(*std::move(trained), std::move(labels), std::move(features));
}

LabelledWords LabelModel::Read(absl::string_view line) const {
  const TextConfig& text = trained_.provenance.config.corpus().text();
  LabelledWords read;
  for (const std::string& word : TokenizeLine(line, text)) {
    if (IsLabel(word, text.label_prefix())) {
      read.labels.push_back(word.substr(text.label_prefix().size()));
      // The words around a label are no pair.
      read.words.push_back(trained_.vocabulary.unknown_id());
    } else {
      read.words.push_back(trained_.vocabulary.IdOrUnknown(word));
      // The word that stands for unknown ones has no spelling.
      if (read.words.back() == trained_.vocabulary.unknown_id() && word != kUnknownWord) {
        read.unknown_words.push_back(word);
      }
    }
  }
  return read;
}

bool LabelModel::KnowsNothingOf(const LabelledWords& line) const {
  std::vector<uint32_t> features;
  features_.Append(line.words, line.unknown_words, &features);
  return features.empty();
}

void LabelModel::LogProbabilities(absl::Span<const LabelledWords> lines,
                                  MatrixView<double> result) {
  batch_.Clear();
  for (const LabelledWords& line : lines) {
    features_.Append(line.words, line.unknown_words, &batch_.contexts);
    batch_.ends.push_back(static_cast<uint32_t>(batch_.contexts.size()));
  }
  trained_.model->LogProbabilities(batch_, result);
}

absl::StatusOr<std::vector<LabelEvidence>> LabelModel::EvidenceFor(uint32_t label,
                                                                   size_t most) const {
  if (!provenance().config.model().hidden().empty()) {
    return absl::FailedPreconditionError(
        "has hidden layers, so that no word speaks for a label by itself");
  }
  const Matrix<float>& weights = trained_.model->embeddings();
  std::vector<uint32_t> rows;
  const size_t named = vocabulary().size() + features_.known().pairs.size();
  for (uint32_t row = 0; row < named; ++row) {
    if (weights.row(row)[label] > 0) rows.push_back(row);
  }
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(most, rows.size()));
  std::partial_sort(rows.begin(), end, rows.end(), [&](uint32_t a, uint32_t b) {
    const float first = weights.row(a)[label];
    const float second = weights.row(b)[label];
    return first != second ? first > second : a < b;
  });
  std::vector<LabelEvidence> evidence;
  for (auto row = rows.begin(); row != end; ++row) {
    const auto words = static_cast<uint32_t>(vocabulary().size());
    std::string name;
    if (*row < words) {
      name = std::string(vocabulary().word(*row));
    } else {
      const WordPairs::Pair& pair = features_.known().pairs.pair(*row - words);
      name = absl::StrCat(vocabulary().word(pair.first), " ", vocabulary().word(pair.second));
    }
    evidence.push_back({std::move(name), weights.row(*row)[label]});
  }
  return evidence;
}

double LabelModel::BiasOf(uint32_t label) const {
  return trained_.model->parameters().back()->value.row(label)[0];
}

}  // namespace windowlm

#include "src/train/checkpoint.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "proto/run_options.pb.h"
#include "src/base/crc32c.h"
#include "src/config/option_difference.h"
#include "src/config/option_name.h"
#include "src/corpus/corpus_summary.h"
#include "src/model/model_file.h"
#include "src/store/sealed_file.h"
#include "src/store/tensor_records.h"
#include "src/train/build_identity.h"

namespace windowlm {
namespace {

constexpr char kBestPrefix[] = "best.";

using OpenedFile = std::unique_ptr<SealedFileReader>;

template <typename T>
uint32_t ChecksumOf(uint32_t crc, absl::Span<const T> numbers) {
  return ExtendCrc32c(crc, absl::string_view(reinterpret_cast<const char*>(numbers.data()),
                                             numbers.size() * sizeof(T)));
}

uint32_t VocabularyChecksum(const Vocabulary& vocabulary) {
  uint32_t crc = ChecksumOf(0, vocabulary.counts());
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    // A line end separates the words, because no word holds one.
    crc = ExtendCrc32c(ExtendCrc32c(crc, vocabulary.word(id)), "\n");
  }
  return crc;
}

absl::Status CannotGoOn(absl::string_view path, absl::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat("cannot go on from ", path, ": ", why,
                   " (remove the checkpoint to start from the beginning)"));
}

// `reader` as that of a checkpoint of this build.
absl::StatusOr<OpenedFile> CheckedCheckpoint(absl::StatusOr<OpenedFile> reader,
                                             absl::string_view path) {
  if (!reader.ok()) return reader;
  const FileHeader& header = (*reader)->header();
  if (!header.has_checkpoint()) return CannotGoOn(path, "it is a model, not a checkpoint");
  if (header.checkpoint().build() != BuildIdentity()) {
    return CannotGoOn(path,
                      absl::StrCat("it was written by another build of windowlm, ",
                                   header.checkpoint().build(), "; this is ", BuildIdentity()));
  }
  return reader;
}

std::string OptionDifference(const google::protobuf::Message& here,
                             const google::protobuf::Message& there) {
  const auto found = FirstDifference(here, there);
  if (!found.has_value()) return "";
  return absl::StrCat(found->name, " is ", found->a, ", the checkpoint's run had ", found->b);
}

// Names the first difference between two trainings; empty if there is none. Options and texts are
// compared before what follows from them, so that a cause is named and not its effect.
std::string DifferenceOf(const FileHeader& here, const FileHeader& there) {
  if (std::string found = OptionDifference(here.config().corpus(), there.config().corpus());
      !found.empty()) {
    return found;
  }
  if (const auto found = FirstDifference(here.corpus(), there.corpus()); found.has_value()) {
    return absl::StrCat("the corpus is another: its ", found->name, " is ", found->a,
                        ", that of the checkpoint's run was ", found->b);
  }
  // Of a list that is another, the option says more than the size and the checksum.
  const auto is_other = [](const StartSummary& a, const StartSummary& b) {
    return FirstDifference(a, b).has_value();
  };
  const bool other_vocabulary = is_other(here.config().vocabulary(), there.config().vocabulary());
  if (other_vocabulary || is_other(here.config().keep_words(), there.config().keep_words())) {
    return absl::StrCat(
        "the words of ",
        OptionName<RunOptions>(other_vocabulary ? RunOptions::kVocabularyFieldNumber
                                                : RunOptions::kKeepWordsFieldNumber),
        " are not those of the checkpoint's run");
  }
  if (here.checkpoint().vocabulary_crc32c() != there.checkpoint().vocabulary_crc32c()) {
    return "the vocabulary is not that of the checkpoint's run";
  }
  if (here.checkpoint().ids_crc32c() != there.checkpoint().ids_crc32c()) {
    return absl::StrCat("the texts, of ", OptionName<RunOptions>(RunOptions::kValidFieldNumber),
                        " perhaps, are not those of the checkpoint's run");
  }
  TrainConfig here_asked = here.config();
  TrainConfig there_asked = there.config();
  here_asked.clear_warmup_steps();
  there_asked.clear_warmup_steps();
  const std::string asked = OptionDifference(here_asked, there_asked);
  return asked.empty() ? OptionDifference(here.config(), there.config()) : asked;
}

absl::Status ReadMatrix(const std::string& name, Matrix<float>& matrix, SealedFileReader& reader) {
  return ReadTensor(name, matrix.rows(), matrix.columns(),
                    absl::MakeSpan(matrix.data(), matrix.size()), reader);
}

absl::Status WriteMatrix(const std::string& name, const Matrix<float>& matrix,
                         SealedFileWriter& writer) {
  return WriteTensor(name, matrix.rows(), matrix.columns(),
                     absl::MakeConstSpan(matrix.data(), matrix.size()), writer);
}

// Calls visit(name, tensor) for each parameter, its optimizer's state and its average, if there is
// one, up to the first error.
absl::Status VisitState(
    const WindowModel<float>& model, Optimizer<float>& optimizer, WeightAverage& average,
    const std::function<absl::Status(const std::string&, Matrix<float>&)>& visit) {
  for (Parameter<float>* parameter : model.parameters()) {
    if (absl::Status status = visit(parameter->name, parameter->value); !status.ok()) {
      return status;
    }
    int number = 0;
    for (Matrix<float>* tensor : optimizer.StateOf(*parameter)) {
      const std::string name = absl::StrCat("optimizer.", number++, ".", parameter->name);
      if (absl::Status status = visit(name, *tensor); !status.ok()) return status;
    }
    if (average.count() == 0) continue;
    const std::string name = absl::StrCat("average.", parameter->name);
    if (absl::Status status = visit(name, average.MeanOf(*parameter)); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<FileHeader> ReadCheckpointHeader(absl::string_view path) {
  const absl::StatusOr<OpenedFile> reader = CheckedCheckpoint(SealedFileReader::Open(path), path);
  if (!reader.ok()) return reader.status();
  return (*reader)->header();
}

Checkpoint::Checkpoint(const TrainConfig& config, const PreparedCorpus& corpus,
                       const TrainingOutput& output, WindowModel<float>& model,
                       Optimizer<float>& optimizer, WeightAverage& average)
    : corpus_(corpus), output_(output), model_(model), optimizer_(optimizer), average_(average) {
  identity_.set_program_version(kProgramVersion);
  *identity_.mutable_config() = config;
  *identity_.mutable_corpus() = Summarize(corpus);
  CheckpointSummary& summary = *identity_.mutable_checkpoint();
  summary.set_build(BuildIdentity());
  summary.set_processor(ProcessorType());
  summary.set_vocabulary_crc32c(VocabularyChecksum(corpus.vocabulary));
  summary.set_ids_crc32c(ChecksumOf(0, corpus.ids.ids()));
}

bool Checkpoint::Exists() const {
  const OutputPlace& place = output_.checkpoint;
  return faccessat(place.folder(), place.name().c_str(), F_OK, 0) == 0;
}

absl::Status Checkpoint::CheckHoldsBest(const FileHeader& model, double perplexity) const {
  if (!model.has_checkpoint() && !FirstDifference(identity_.config(), model.config()) &&
      !FirstDifference(identity_.corpus(), model.corpus()) &&
      model.training().valid_perplexity() > 0 &&
      model.training().valid_perplexity() <= perplexity) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat(
      output_.model.path(), " is not the best model so far, which this training saved there"));
}

absl::Status Checkpoint::SaveAt(const OutputPlace& place, const FileHeader& position,
                                bool keep_best) {
  FileHeader header = identity_;
  *header.mutable_training() = position.training();
  header.mutable_checkpoint()->MergeFrom(position.checkpoint());
  const uint64_t parameters = model_.parameters().size();
  const int tensors = 1 + Optimizer<float>::StateTensors(identity_.config().optimizer()) +
                      (average_.count() > 0 ? 1 : 0);
  header.set_tensor_count(parameters * static_cast<uint64_t>(tensors));
  OpenedFile best;
  if (keep_best) {
    absl::StatusOr<OpenedFile> opened = SealedFileReader::Open(output_.model);
    if (!opened.ok()) return opened.status();
    best = *std::move(opened);
    absl::Status holds = CheckHoldsBest(best->header(), header.checkpoint().best_perplexity());
    if (!holds.ok()) return holds;
    *header.mutable_checkpoint()->mutable_best() = best->header().training();
    header.set_tensor_count(header.tensor_count() + parameters);
  }
  const absl::StatusOr<std::unique_ptr<SealedFileWriter>> opened =
      SealedFileWriter::Create(place, std::move(header));
  if (!opened.ok()) return opened.status();
  SealedFileWriter& writer = **opened;
  absl::Status status =
      best == nullptr ? absl::OkStatus()
                      : CopyTensors(kBestPrefix, {kPairsTensor, kNgramsTensor}, *best, writer);
  if (!status.ok()) return status;
  status =
      VisitState(model_, optimizer_, average_, [&](const std::string& name, Matrix<float>& tensor) {
        return WriteMatrix(name, tensor, writer);
      });
  return status.ok() ? writer.Finish() : status;
}

absl::Status Checkpoint::RestoreBest(const FileHeader& header) {
  const absl::StatusOr<OpenedFile> reader = SealedFileReader::Open(output_.checkpoint);
  if (!reader.ok()) return reader.status();
  for (Parameter<float>* parameter : model_.parameters()) {
    absl::Status status = ReadMatrix(kBestPrefix + parameter->name, parameter->value, **reader);
    if (!status.ok()) return status;
  }
  // Only the end of the file proves that what was read is right.
  if (absl::Status status = (*reader)->SkipToEnd(); !status.ok()) return status;
  const Provenance provenance{header.config(), header.corpus(), header.checkpoint().best()};
  return SaveModel(output_.model, provenance, corpus_.vocabulary, model_);
}

absl::StatusOr<FileHeader> Checkpoint::Load() {
  const absl::StatusOr<OpenedFile> opened =
      CheckedCheckpoint(SealedFileReader::Open(output_.checkpoint), path());
  if (!opened.ok()) return opened.status();
  SealedFileReader& reader = **opened;
  FileHeader header = reader.header();
  if (const std::string difference = DifferenceOf(identity_, header); !difference.empty()) {
    return CannotGoOn(path(), difference);
  }
  if (header.checkpoint().has_best()) {
    if (absl::Status status = RestoreBest(header); !status.ok()) return status;
    for (Parameter<float>* parameter : model_.parameters()) {
      const absl::Status status =
          ReadMatrix(kBestPrefix + parameter->name, parameter->value, reader);
      if (!status.ok()) return status;
    }
  } else if (const double best = header.checkpoint().best_perplexity(); best > 0) {
    const absl::StatusOr<OpenedFile> model = SealedFileReader::Open(output_.model);
    const absl::Status holds =
        model.ok() ? CheckHoldsBest((*model)->header(), best) : model.status();
    if (!holds.ok()) {
      lost_best_ = absl::StrCat(holds.message(), "; training goes on without it");
      header.mutable_checkpoint()->set_best_perplexity(0);
      header.mutable_checkpoint()->set_stalls(0);
    }
  }
  average_.SetSteps(header.training().steps());
  const absl::Status status =
      VisitState(model_, optimizer_, average_, [&](const std::string& name, Matrix<float>& tensor) {
        return ReadMatrix(name, tensor, reader);
      });
  if (!status.ok()) return status;
  if (absl::Status end = reader.ReadEnd(); !end.ok()) return end;
  optimizer_.SetSteps(static_cast<int64_t>(header.training().steps()));
  return header;
}

absl::Status Checkpoint::Remove() {
  const OutputPlace& place = output_.checkpoint;
  if (unlinkat(place.folder(), place.name().c_str(), 0) == 0 || errno == ENOENT) {
    return absl::OkStatus();
  }
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot remove ", path()));
}

}  // namespace windowlm

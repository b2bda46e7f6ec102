#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "src/base/parallel_for.h"
#include "src/model/model_file.h"
#include "src/store/atomic_file.h"
#include "src/store/word2vec_text.h"
#include "tools/command.h"
#include "tools/model_arguments.h"
#include "tools/results_output.h"

namespace windowlm {
namespace {

struct Options {
  std::string model;
  std::string output;
  std::string to = "word2vec";
  int threads = 0;
};

// All words that a model can predict, in the order of their ids.
absl::Status WriteVectors(const TrainedModel& trained, ByteSink sink) {
  const Vocabulary& vocabulary = trained.vocabulary;
  const Matrix<float>& embeddings = trained.model->embeddings();
  const auto dimension = static_cast<size_t>(embeddings.columns());
  Word2vecTextWriter writer(vocabulary.predictable_size(), dimension, std::move(sink));
  for (uint32_t id = 0; id < vocabulary.predictable_size(); ++id) {
    absl::Status status =
        writer.Add(vocabulary.word(id), absl::MakeConstSpan(embeddings.row(id), dimension));
    if (!status.ok()) return status;
  }
  return writer.Finish();
}

absl::Status ExportToStandardOutput(const TrainedModel& trained) {
  ResultsOutput output;
  const absl::Status written = WriteVectors(trained, [&output](absl::string_view bytes) {
    output.Write(bytes);
    return output.done() ? absl::CancelledError("nobody reads on") : absl::OkStatus();
  });
  const bool cut_short = output.done();
  absl::Status status = output.Finish();
  return cut_short ? status : (status.Update(written), status);
}

absl::Status ExportToFile(const std::string& path, const TrainedModel& trained) {
  absl::StatusOr<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(path);
  if (!file.ok()) return file.status();
  absl::Status status = WriteVectors(trained, (*file)->Sink());
  if (status.ok()) status = (*file)->Commit();
  return status;
}

int RunExport(const Options& options) {
  SetThreads(options.threads);
  const bool to_standard_output = options.output == "-";
  if (!to_standard_output) {
    std::error_code ignored;
    if (std::filesystem::equivalent(options.model, options.output, ignored)) {
      return FailUsage(absl::InvalidArgumentError(
          absl::StrCat("cannot write ", options.output, ": it is the model that is exported")));
    }
    if (const absl::Status status = CheckWritable(options.output); !status.ok()) {
      return Fail(status);
    }
  }
  const absl::StatusOr<TrainedModel> trained = LoadModel(options.model);
  if (!trained.ok()) return Fail(trained.status());
  const absl::Status status = to_standard_output ? ExportToStandardOutput(*trained)
                                                 : ExportToFile(options.output, *trained);
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddExportCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("export", "Writes a model's word vectors for other programs");
  auto options = std::make_shared<Options>();
  AddModelArgument(*command, &options->model);
  command->add_option("FILE", options->output, "The file to write; - is standard output")
      ->required()
      ->type_name("");
  command
      ->add_option("--to", options->to,
                   "word2vec: a line of counts, then a word and its vector a line, in text")
      ->check(CLI::IsMember({"word2vec"}).description(""))
      ->type_name("FORMAT")
      ->capture_default_str();
  AddThreadsOption(*command, &options->threads);
  command->footer(
      "All words are written, the most frequent first, with </s> and <unk> in their places; only\n"
      "<s>, which no text holds, is left out. Numbers have all their digits: they read back as\n"
      "the same floats.\n"
      "Example:\n"
      "  windowlm export model.wlm vectors.txt --to=word2vec");
  command->callback([options, exit_code] { *exit_code = RunExport(*options); });
}

}  // namespace windowlm

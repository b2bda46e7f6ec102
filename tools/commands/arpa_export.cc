#include "tools/commands/arpa_export.h"

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"
#include "src/config/option_name.h"
#include "src/input/gzip_writer.h"
#include "src/model/file_kind.h"
#include "src/model/ngram/arpa_writer.h"
#include "src/model/ngram/ngram_file.h"
#include "src/store/sealed_file.h"
#include "tools/results/messages.h"
#include "tools/results/output_file.h"

namespace windowlm {

absl::Status CheckKindToExport(const std::string& path, bool to_arpa) {
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader = SealedFileReader::Open(path);
  if (!reader.ok()) return absl::OkStatus();
  const FileHeader& header = (*reader)->header();
  if (absl::Status status = CheckIsModel(header, path); !status.ok()) return status;
  if (to_arpa ? header.has_ngram() && !header.has_mixture() : !header.has_ngram()) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      to_arpa ? absl::StrCat(path, " is no n-gram model, and --to=", kArpa,
                             " writes those alone; the other formats are for its word vectors")
              : absl::StrCat(path, " is an n-gram model, which has no word vectors; --to=", kArpa,
                             " writes its n-grams"));
}

absl::Status ExportArpa(const std::string& path, const std::string& output) {
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader = SealedFileReader::Open(path);
  if (!reader.ok()) return reader.status();
  const absl::StatusOr<std::unique_ptr<NgramModel>> model = ReadNgramModel(**reader);
  if (!model.ok()) return model.status();
  if ((*model)->corpus_config().boundaries() == BOUNDARIES_NONE) {
    PrintNote(absl::StrCat(
        "the model's contexts reach over the ends of lines (", OptionWith(BOUNDARIES_NONE),
        "): a program that starts each line with <s> gives other probabilities"));
  }
  OutputFile file;
  if (absl::Status status = file.Open(output); !status.ok()) return status;
  const ByteSink sink = file.Sink();
  if (!absl::EndsWith(output, ".gz")) return file.Finish(WriteArpa(**model, sink));
  GzipWriter gzip(sink);
  absl::Status status =
      WriteArpa(**model, [&gzip](absl::string_view bytes) { return gzip.Append(bytes); });
  if (status.ok()) status = gzip.Finish();
  return file.Finish(status);
}

}  // namespace windowlm

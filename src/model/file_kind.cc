#include "src/model/file_kind.h"

#include "absl/strings/str_cat.h"
#include "proto/run_options.pb.h"
#include "src/config/option_name.h"

namespace windowlm {

absl::Status CheckIsModel(const FileHeader& header, absl::string_view name) {
  if (!header.has_checkpoint()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(name, " is a checkpoint, not a model: windowlm train ",
                   OptionName<RunOptions>(RunOptions::kResumeFieldNumber), " goes on from it"));
}

absl::Status CheckHasEmbeddings(const FileHeader& header, absl::string_view name) {
  if (absl::Status status = CheckIsModel(header, name); !status.ok()) return status;
  if (header.config().model().labels() > 0) {
    return absl::FailedPreconditionError(
        absl::StrCat(name,
                     " is a model of labels: windowlm classify asks it, and windowlm evaluate "
                     "classification measures it"));
  }
  if (!header.has_ngram()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      name, header.has_mixture() ? " is a mixture of n-gram models" : " is an n-gram model",
      "; this needs a model that windowlm train has made"));
}

bool HasCounts(const FileHeader& header) {
  const bool imported_ngrams = header.ngram().has_import() && !header.ngram().given_vocabulary();
  return !header.has_vectors() && !imported_ngrams;
}

}  // namespace windowlm

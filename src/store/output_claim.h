#ifndef WINDOWLM_SRC_STORE_OUTPUT_CLAIM_H_
#define WINDOWLM_SRC_STORE_OUTPUT_CLAIM_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/store/output_place.h"

namespace windowlm {

// Keeps other processes that claim the same file from writing it. The claim is a kernel's lock
// (flock) on the hidden file ".NAME.lock" beside it, so that it ends with the process, however that
// ends; an unlocked file that is left over is taken. Where the file system has no locks, nothing is
// kept out.
class OutputClaim {
 public:
  // Errors: kFailedPrecondition if another process holds the claim; the folder takes no new file.
  static absl::StatusOr<std::unique_ptr<OutputClaim>> Take(const OutputPlace& place);
  // The same for the place of `path`. Errors: also those of OutputPlace::Find.
  static absl::StatusOr<std::unique_ptr<OutputClaim>> Take(absl::string_view path);

  // Ends the claim and removes the lock's file.
  ~OutputClaim();
  OutputClaim(const OutputClaim&) = delete;
  OutputClaim& operator=(const OutputClaim&) = delete;

 private:
  OutputClaim(OutputPlace place, std::string name, int descriptor);

  const OutputPlace place_;
  const std::string name_;
  const int descriptor_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_OUTPUT_CLAIM_H_

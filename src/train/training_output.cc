#include "src/train/training_output.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "src/store/atomic_file.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;

constexpr int kMostNames = 1000;

bool Exists(const std::string& path) {
  std::error_code error;
  // What cannot be looked at may be there.
  return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

}  // namespace

std::string CheckpointPath(absl::string_view output) { return absl::StrCat(output, ".checkpoint"); }

absl::StatusOr<TrainingOutput> FindTrainingOutput(const std::string& output) {
  absl::StatusOr<OutputPlace> model = OutputPlace::Find(output);
  if (!model.ok()) return model.status();
  absl::StatusOr<OutputPlace> checkpoint = OutputPlace::Find(CheckpointPath(output));
  if (!checkpoint.ok()) return checkpoint.status();
  return TrainingOutput{*std::move(model), *std::move(checkpoint)};
}

std::vector<TrainingOutput> FindRefuges(const TrainingOutput& output) {
  std::vector<TrainingOutput> refuges;
  std::error_code ignored;
  for (const fs::path& folder : {fs::current_path(ignored), fs::temp_directory_path(ignored)}) {
    if (folder.empty()) continue;
    for (int number = 1; number <= kMostNames; ++number) {
      const std::string name =
          absl::StrCat(output.model.name(), number == 1 ? "" : absl::StrCat(".", number));
      const std::string path = (folder / name).string();
      if (Exists(path) || Exists(CheckpointPath(path))) continue;
      const absl::StatusOr<TrainingOutput> refuge = FindTrainingOutput(path);
      if (refuge.ok() && CheckWritable(refuge->checkpoint).ok()) refuges.push_back(*refuge);
      break;
    }
  }
  return refuges;
}

}  // namespace windowlm

#include "src/train/logged_run.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "src/store/event_file.h"
#include "src/train/training_log.h"

namespace windowlm {
namespace {

// Reads the files of a run one after the other.
class RunReader {
 public:
  absl::Status ReadFile(const std::string& path) {
    start_ = absl::nullopt;
    begun_ = false;
    minutes_before_ = minutes_;
    return ReadEvents(path, [this](const Event& event) {
      Take(event);
      return absl::OkStatus();
    });
  }

  LoggedRun& run() { return run_; }

 private:
  void Take(const Event& event) {
    if (!std::isfinite(event.wall_time())) return;
    if (!start_.has_value()) start_ = event.wall_time();
    if (!event.has_summary()) return;
    const auto step = static_cast<double>(event.step());
    if (!begun_) DropFrom(step);
    begun_ = true;
    // The clock may have been set back.
    minutes_ = std::max(minutes_, minutes_before_ + (event.wall_time() - *start_) / 60);
    for (const SummaryValue& value : event.summary().value()) {
      if (value.tag() == kWords) words_ = value.simple_value();
    }
    for (const SummaryValue& value : event.summary().value()) {
      if (!value.has_simple_value() || !std::isfinite(value.simple_value())) continue;
      run_.curves[value.tag()].push_back({step, words_, minutes_, value.simple_value()});
    }
  }

  // Drops the points of earlier files from `step` on, which this file tells again.
  void DropFrom(double step) {
    for (auto& curve : run_.curves) {
      std::vector<CurvePoint>& points = curve.second;
      points.erase(std::remove_if(points.begin(), points.end(),
                                  [step](const CurvePoint& point) { return point.step >= step; }),
                   points.end());
    }
  }

  LoggedRun run_;
  // The time of the current file's first event, and whether the file has told of a step.
  absl::optional<double> start_;
  bool begun_ = false;
  double minutes_before_ = 0;
  double minutes_ = 0;
  double words_ = 0;
};

}  // namespace

absl::StatusOr<LoggedRun> ReadLoggedRun(const std::string& path) {
  std::vector<std::string> files = {path};
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    absl::StatusOr<std::vector<std::string>> found = EventFilesIn(path);
    if (!found.ok()) return found.status();
    if (found->empty()) {
      return absl::NotFoundError(
          absl::StrCat("there is no training log in ", path, ": no file is named *tfevents*"));
    }
    files = *std::move(found);
  }
  RunReader reader;
  for (const std::string& file : files) {
    if (absl::Status status = reader.ReadFile(file); !status.ok()) return status;
  }
  std::map<std::string, std::vector<CurvePoint>>& curves = reader.run().curves;
  const bool any = std::any_of(curves.begin(), curves.end(),
                               [](const auto& curve) { return !curve.second.empty(); });
  if (!any) {
    return absl::NotFoundError(absl::StrCat(path, " holds no curve: no step was logged"));
  }
  return std::move(reader.run());
}

}  // namespace windowlm

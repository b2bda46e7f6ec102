#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/run_options.pb.h"
#include "src/config/option_name.h"
#include "src/store/event_file.h"
#include "src/train/logged_run.h"
#include "src/train/training_log.h"
#include "tools/commands/command.h"
#include "tools/options/choice_option.h"
#include "tools/options/output_path.h"
#include "tools/options/shared_arguments.h"
#include "tools/plot/line_chart.h"
#include "tools/results/exit_code.h"
#include "tools/results/output_file.h"

namespace windowlm {
namespace {

enum class By { kStep, kWords, kMinutes };
enum class What { kPerplexity, kValidation, kTraining, kLoss, kLearningRate, kSpeed };

struct Options {
  std::vector<std::string> runs;
  std::string output;
  By by = By::kStep;
  What what = What::kPerplexity;
  ChartScale scale = ChartScale::kAuto;
};

// A curve of a log, and how it is drawn.
struct Series {
  const char* tag;
  // What the legend adds to the run's name; empty for nothing.
  const char* name;
  bool faint;
  // Whether the legend tells its least value.
  bool best;
};

std::vector<Series> SeriesOf(What what) {
  constexpr Series kValidation = {kValidPerplexity, "validation", false, true};
  switch (what) {
    case What::kPerplexity:
      return {kValidation, {kTrainPerplexity, "training", true, false}};
    case What::kValidation:
      return {kValidation};
    case What::kTraining:
      return {{kEpochPerplexity, "training, by epoch", false, false},
              {kTrainPerplexity, "training", true, false}};
    case What::kLoss:
      return {{kEpochLoss, "training, by epoch", false, false},
              {kTrainLoss, "training", true, false}};
    case What::kLearningRate:
      return {{kLearningRate, "", false, false}};
    case What::kSpeed:
      return {{kWordsPerSecond, "", true, false}};
  }
  return {};
}

const char* YTitle(What what) {
  switch (what) {
    case What::kPerplexity:
      return "perplexity";
    case What::kValidation:
      return "validation perplexity";
    case What::kTraining:
      return "training perplexity";
    case What::kLoss:
      return "training loss";
    case What::kLearningRate:
      return "learning rate";
    case What::kSpeed:
      return "words a second";
  }
  return "";
}

const char* XTitle(By by) {
  return by == By::kStep ? "steps" : by == By::kWords ? "words" : "minutes";
}

double X(const CurvePoint& point, By by) {
  return by == By::kStep ? point.step : by == By::kWords ? point.words : point.minutes;
}

// The last part of a path. It tells runs apart that have folders of their own.
std::string ShortName(const std::string& path) {
  std::filesystem::path name = std::filesystem::path(path).lexically_normal();
  if (!name.has_filename()) name = name.parent_path();
  return name.filename().string();
}

std::vector<std::string> RunNames(const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  std::set<std::string> distinct;
  for (const std::string& path : paths) {
    names.push_back(ShortName(path));
    distinct.insert(names.back());
  }
  return distinct.size() == paths.size() ? names : paths;
}

// The curve of one run; it has no points if the log has none.
ChartCurve Curve(const LoggedRun& run, const Series& series, By by) {
  ChartCurve curve;
  curve.faint = series.faint;
  const auto found = run.curves.find(series.tag);
  if (found == run.curves.end()) return curve;
  for (const CurvePoint& point : found->second) curve.points.push_back({X(point, by), point.value});
  return curve;
}

std::string CurveName(const std::string& run, const Series& series, const ChartCurve& curve) {
  std::string name = run;
  if (*series.name != '\0') absl::StrAppend(&name, ", ", series.name);
  if (!series.best) return name;
  double best = curve.points.front().y;
  for (const ChartPoint& point : curve.points) best = std::min(best, point.y);
  absl::StrAppendFormat(&name, ", best %.2f", best);
  return name;
}

absl::StatusOr<LineChart> MakeChart(const Options& options) {
  LineChart chart;
  chart.x_title = XTitle(options.by);
  chart.y_title = YTitle(options.what);
  chart.y_scale = options.scale;
  const std::vector<std::string> names = RunNames(options.runs);
  for (size_t i = 0; i < options.runs.size(); ++i) {
    const absl::StatusOr<LoggedRun> run = ReadLoggedRun(options.runs[i]);
    if (!run.ok()) return run.status();
    const size_t curves_before = chart.curves.size();
    for (const Series& series : SeriesOf(options.what)) {
      ChartCurve curve = Curve(*run, series, options.by);
      if (curve.points.empty()) continue;
      curve.name = CurveName(names[i], series, curve);
      curve.color = static_cast<int>(i);
      chart.curves.push_back(std::move(curve));
    }
    if (chart.curves.size() == curves_before) {
      return absl::NotFoundError(absl::StrCat("the log ", options.runs[i], " has no curve of the ",
                                              chart.y_title,
                                              "; windowlm plot --help lists other curves"));
    }
  }
  for (const ChartCurve& curve : chart.curves) {
    for (const ChartPoint& point : curve.points) {
      if (options.scale == ChartScale::kLogarithmic && point.y <= 0) {
        return absl::InvalidArgumentError(
            absl::StrCat("--scale=log needs numbers above 0, and ", curve.name, " has ", point.y));
      }
    }
  }
  return chart;
}

absl::Status WriteFile(const std::string& path, const std::string& bytes) {
  OutputFile file;
  absl::Status status = file.Open(path);
  return status.ok() ? file.Finish(file.Sink()(bytes)) : status;
}

// Checks that the name is not that of another kind of picture, in which SVG could not be shown.
absl::Status CheckIsNameOfSvg(const std::string& path) {
  for (const char* const ending :
       {".png", ".jpg", ".jpeg", ".gif", ".pdf", ".eps", ".ps", ".webp", ".bmp", ".tif", ".tiff"}) {
    if (!absl::EndsWithIgnoreCase(path, ending)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("cannot write ", path, ": the drawing is SVG, and ", ending,
                     " is the name of something else; choose a name that ends in .svg, which "
                     "browsers and office programs show"));
  }
  return absl::OkStatus();
}

// Returns kInvalidArgument if the drawing would replace a run, or a file of one, or has a name that
// does not fit.
absl::Status CheckOutput(const Options& options) {
  constexpr char kLog[] = "a log that is to be drawn";
  absl::Status status = CheckIsNameOfSvg(options.output);
  for (const std::string& run : options.runs) {
    status.Update(CheckIsNoInput(options.output, run, kLog));
    const absl::StatusOr<std::vector<std::string>> files = EventFilesIn(run);
    // What is wrong with a run is reported when it is read.
    if (!files.ok()) continue;
    for (const std::string& file : *files) {
      status.Update(CheckIsNoInput(options.output, file, kLog));
    }
  }
  return status;
}

int RunPlot(const Options& options) {
  if (const absl::Status status = CheckOutput(options); !status.ok()) return FailUsage(status);
  const absl::StatusOr<LineChart> chart = MakeChart(options);
  if (!chart.ok()) return Fail(chart.status());
  const absl::Status status = WriteFile(options.output, LineChartSvg(*chart));
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddPlotCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("plot", "Draws the curves of training logs");
  auto options = std::make_shared<Options>();
  AddFilesArgument("RUN",
                   absl::StrCat("What train ", OptionName<RunOptions>(RunOptions::kLogFieldNumber),
                                " wrote: its folder, or one file of it"),
                   *command, &options->runs);
  command->add_option("-o,--output", options->output, "The drawing, SVG; - is standard output")
      ->required()
      ->type_name("FILE");
  AddChoice<By>(
      *command, "--by", {{"step", By::kStep}, {"words", By::kWords}, {"minutes", By::kMinutes}},
      options->by, "What the curves are drawn over", [options](By by) { options->by = by; });
  AddChoice<What>(*command, "--what",
                  {{"perplexity", What::kPerplexity},
                   {"validation", What::kValidation},
                   {"training", What::kTraining},
                   {"loss", What::kLoss},
                   {"learning-rate", What::kLearningRate},
                   {"speed", What::kSpeed}},
                  options->what, "Which curves; perplexity: of validation and of training",
                  [options](What what) { options->what = what; });
  AddChoice<ChartScale>(*command, "--scale",
                        {{"auto", ChartScale::kAuto},
                         {"linear", ChartScale::kLinear},
                         {"log", ChartScale::kLogarithmic}},
                        options->scale, "Of the values; auto: log where they differ fivefold",
                        [options](ChartScale scale) { options->scale = scale; });
  command->footer(absl::StrCat(
      "Runs of different batch sizes are compared by words, or by minutes. Training perplexity is\n"
      "that of each step, with dropout, and so above what the same text would have afterwards.\n"
      "Example:\n"
      "  windowlm train corpus.txt --output=model.wlm ",
      OptionName<RunOptions>(RunOptions::kLogFieldNumber),
      "=runs/first\n"
      "  windowlm plot runs/first --output=curve.svg\n"
      "  windowlm plot runs/* --by=minutes --what=validation --output=curves.svg"));
  command->callback([options, exit_code] { *exit_code = RunPlot(*options); });
}

}  // namespace windowlm

#include "src/model/columns/prepared_stretch.h"

#include <algorithm>
#include <utility>

#include "src/base/random.h"

namespace windowlm {
namespace {

// Draws each window's noise words behind its target.
void AddOutputs(const NoiseWords& noise, int64_t negatives, const CounterRandom& random,
                uint64_t number, PreparedStretch* stretch) {
  const size_t windows = stretch->text.windows.size();
  const auto k = static_cast<size_t>(negatives);
  thread_local std::vector<uint32_t> drawn;
  drawn.resize(windows * k);
  noise.Draw(random, number << 32, absl::MakeSpan(drawn));
  stretch->outputs.resize(windows * (1 + k));
  auto out = stretch->outputs.begin();
  for (size_t i = 0; i < windows; ++i) {
    *out++ = stretch->text.words[stretch->text.windows[i].target];
    out = std::copy_n(drawn.begin() + static_cast<std::ptrdiff_t>(i * k), k, out);
  }
}

// Numbers the different words at the step's places.
void AddRows(PreparedStretch::Step* step, PreparedStretch* stretch) {
  step->first_row = static_cast<uint32_t>(stretch->rows.size());
  step->first_row_of = static_cast<uint32_t>(stretch->row_of.size());
  thread_local std::vector<std::pair<uint32_t, uint32_t>> places;
  places.clear();
  for (uint32_t place = step->first_place; place < step->end_place; ++place) {
    places.emplace_back(stretch->text.words[place], place - step->first_place);
  }
  std::sort(places.begin(), places.end());
  stretch->row_of.resize(step->first_row_of + places.size());
  for (size_t i = 0; i < places.size(); ++i) {
    const auto [word, place] = places[i];
    if (i == 0 || places[i - 1].first != word) stretch->rows.push_back(word);
    stretch->row_of[step->first_row_of + place] =
        static_cast<uint32_t>(stretch->rows.size()) - 1 - step->first_row;
  }
  step->end_row = static_cast<uint32_t>(stretch->rows.size());
}

}  // namespace

void PrepareStretch(const NoiseWords& noise, int64_t negatives, uint64_t seed, uint64_t number,
                    PreparedStretch* stretch) {
  AddOutputs(noise, negatives, CounterRandom(seed, RandomPurpose::kNegatives, 0), number, stretch);
  stretch->steps.clear();
  stretch->rows.clear();
  stretch->row_of.clear();
  const std::vector<TextStretch::Window>& windows = stretch->text.windows;
  for (size_t first = 0; first < windows.size(); first += PreparedStretch::kStepWindows) {
    const size_t end = std::min(windows.size(), first + PreparedStretch::kStepWindows);
    PreparedStretch::Step step{};
    step.first_window = static_cast<uint32_t>(first);
    step.end_window = static_cast<uint32_t>(end);
    step.first_place = windows[first].begin;
    for (size_t i = first; i < end; ++i) {
      step.first_place = std::min(step.first_place, windows[i].begin);
      step.end_place = std::max(step.end_place, windows[i].end);
    }
    AddRows(&step, stretch);
    stretch->steps.push_back(step);
  }
}

}  // namespace windowlm

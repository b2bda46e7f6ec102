#ifndef WINDOWLM_SRC_TUNE_HALVING_SEARCH_H_
#define WINDOWLM_SRC_TUNE_HALVING_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "absl/types/optional.h"

namespace windowlm {

// A training of one configuration with the words of one rung. Each rung has kRungRatio times the
// words of the one below it.
struct Trial {
  uint32_t configuration = 0;
  int rung = 0;

  bool operator<(const Trial& other) const {
    return rung != other.rung ? rung < other.rung : configuration < other.configuration;
  }
  bool operator==(const Trial& other) const {
    return rung == other.rung && configuration == other.configuration;
  }
};

inline constexpr int kRungRatio = 3;

// Asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter
// Tuning"), one trial at a time: the best of each kRungRatio configurations of a rung go on to the
// next one, and where none is due, a new one starts at the lowest. The trials follow from the
// shape, the seed and the scores alone.
//
// Configuration 0 is what is to be beaten. It is tried on the rung `full` before all else, and then
// starts like any other. Half of the others are near it, and half near the best one so far.
class HalvingSearch {
 public:
  // What a configuration chooses for each option: 0 for what configuration 0 has, or i for the
  // option's value i - 1.
  using Choice = std::vector<size_t>;

  struct Shape {
    // How many other values each option has.
    std::vector<size_t> values;
    int rungs = 1;
    int full = 0;
    uint64_t seed = 1;
  };

  // 0 <= full < rungs. Choices that are not possible are not drawn.
  HalvingSearch(Shape shape, std::function<bool(const Choice&)> is_possible)
      : shape_(std::move(shape)),
        is_possible_(std::move(is_possible)),
        choices_(1, Choice(shape_.values.size(), 0)) {}

  // The next trial; none if nothing new can be drawn.
  absl::optional<Trial> Next();

  // Takes the score of the trial that Next() returned; more is better, and minus infinity stands
  // for a training that failed.
  void Record(const Trial& trial, double score);

  // A trial on the rung `full` that is likely to be the best, for when there is time for one alone:
  // of a configuration that has not been there, from as high a rung as possible, and no worse there
  // than configuration 0. None if there is no such configuration.
  absl::optional<Trial> Finisher() const;

  // Of a configuration that was part of a trial.
  const Choice& ChoiceOf(uint32_t configuration) const { return choices_[configuration]; }

 private:
  // The configurations of a rung, the best first.
  std::vector<uint32_t> Ranked(int rung) const;
  bool Has(uint32_t configuration, int rung) const {
    return scores_.count({configuration, rung}) > 0;
  }
  bool HasReachedFull(uint32_t configuration) const;
  // The best configuration of the highest rung that enough have reached.
  uint32_t Leader() const;
  absl::optional<Choice> Draw(uint32_t configuration) const;

  const Shape shape_;
  const std::function<bool(const Choice&)> is_possible_;
  std::vector<Choice> choices_;
  std::map<Trial, double> scores_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TUNE_HALVING_SEARCH_H_

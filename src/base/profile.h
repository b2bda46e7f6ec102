#ifndef WINDOWLM_SRC_BASE_PROFILE_H_
#define WINDOWLM_SRC_BASE_PROFILE_H_

#include <array>
#include <chrono>
#include <cstdint>

namespace windowlm {

// Where a program's time goes, if somebody asks: off until StartProfile, and then of next to
// no cost.

// What the thread that trains is at. Of phases within phases the outermost counts.
enum class Phase {
  kReading,
  kPreparation,
  kLookup,
  kHidden,
  kOutput,
  kSparseUpdate,
  kValidation,
  kSaving
};
inline constexpr int kPhases = 8;

// Work inside phases, on any thread.
enum class Work { kProducts, kOptimizer };
inline constexpr int kWorks = 2;

struct Profile {
  // Wall time, by Phase.
  std::array<double, kPhases> phase_seconds{};
  // Over all threads, by Work.
  std::array<double, kWorks> work_seconds{};
  // Operations of the products: 2 m n k each.
  double product_operations = 0;
};

// Not while a loop of ParallelFor runs.
void StartProfile();
// What has come together since then; call it at a time as that one.
Profile TakeProfile();

namespace profile_internal {
extern bool on;
extern bool in_phase;
void AddPhase(Phase phase, double seconds);
void AddWork(Work work, double seconds, double operations);
}  // namespace profile_internal

// Counts its lifetime. For the thread that trains alone.
class PhaseTimer {
 public:
  explicit PhaseTimer(Phase phase)
      : phase_(phase), counts_(profile_internal::on && !profile_internal::in_phase) {
    if (!counts_) return;
    profile_internal::in_phase = true;
    start_ = Clock::now();
  }
  ~PhaseTimer() {
    if (!counts_) return;
    const std::chrono::duration<double> seconds = Clock::now() - start_;
    profile_internal::in_phase = false;
    profile_internal::AddPhase(phase_, seconds.count());
  }
  PhaseTimer(const PhaseTimer&) = delete;
  PhaseTimer& operator=(const PhaseTimer&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  const Phase phase_;
  const bool counts_;
  Clock::time_point start_;
};

// The same of work, for any thread.
class WorkTimer {
 public:
  explicit WorkTimer(Work work, double operations = 0) : work_(work), operations_(operations) {
    if (profile_internal::on) start_ = Clock::now();
  }
  ~WorkTimer() {
    if (!profile_internal::on) return;
    const std::chrono::duration<double> seconds = Clock::now() - start_;
    profile_internal::AddWork(work_, seconds.count(), operations_);
  }
  WorkTimer(const WorkTimer&) = delete;
  WorkTimer& operator=(const WorkTimer&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  const Work work_;
  const double operations_;
  Clock::time_point start_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_PROFILE_H_

#include "src/base/profile.h"

#include <memory>
#include <mutex>
#include <vector>

namespace windowlm {
namespace {

// The counts of one thread, which only that thread increases.
struct ThreadCounts {
  std::array<double, kWorkKinds> seconds{};
  double operations = 0;
};

Profile& Current() {
  static Profile& profile = *new Profile();
  return profile;
}

std::mutex& ThreadsMutex() {
  static std::mutex& mutex = *new std::mutex();
  return mutex;
}

// Entries are never removed: a thread may end before its counts are read.
std::vector<std::unique_ptr<ThreadCounts>>& Threads() {
  static auto& threads = *new std::vector<std::unique_ptr<ThreadCounts>>();
  return threads;
}

ThreadCounts& CountsOfThisThread() {
  thread_local ThreadCounts* counts = [] {
    const std::lock_guard<std::mutex> lock(ThreadsMutex());
    Threads().push_back(std::make_unique<ThreadCounts>());
    return Threads().back().get();
  }();
  return *counts;
}

}  // namespace

namespace profile_internal {

bool on = false;
bool in_phase = false;

void AddPhase(Phase phase, double seconds) {
  Current().phase_seconds[static_cast<int>(phase)] += seconds;
}

void AddWork(Work work, double seconds, double operations) {
  ThreadCounts& counts = CountsOfThisThread();
  counts.seconds[static_cast<int>(work)] += seconds;
  counts.operations += operations;
}

}  // namespace profile_internal

void StartProfile() {
  const std::lock_guard<std::mutex> lock(ThreadsMutex());
  Current() = Profile();
  for (const auto& counts : Threads()) *counts = ThreadCounts();
  profile_internal::on = true;
}

Profile TakeProfile() {
  const std::lock_guard<std::mutex> lock(ThreadsMutex());
  Profile profile = Current();
  for (const auto& counts : Threads()) {
    for (int i = 0; i < kWorkKinds; ++i) profile.work_seconds[i] += counts->seconds[i];
    profile.product_operations += counts->operations;
  }
  return profile;
}

}  // namespace windowlm

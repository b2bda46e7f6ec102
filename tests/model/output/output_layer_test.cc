// What holds for every output layer, and what the adaptive and the sampled softmax are.

#include "src/model/output/output_layer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "src/model/output/adaptive_cutoffs.h"
#include "src/model/output/make_output_layer.h"
#include "src/model/output/sampled_softmax_output.h"
#include "src/model/output/softmax_output.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/nn/collecting_sink.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

using ::testing::Each;
using ::testing::IsSupersetOf;
using ::testing::Lt;

constexpr StepKey kKey = {3, 14};

ModelConfig ConfigOf(Loss loss, const std::vector<int32_t>& cutoffs = {7, 40, 60}) {
  ModelConfig config;
  config.set_loss(loss);
  config.mutable_cutoffs()->Add(cutoffs.begin(), cutoffs.end());
  config.set_division(2);
  config.set_frequent_words(20);
  config.set_negatives(30);
  config.set_noise_power(0.75);
  return config;
}

std::vector<uint64_t> ZipfCounts(int64_t words) {
  std::vector<uint64_t> counts;
  for (int64_t rank = 1; rank <= words; ++rank) counts.push_back(20 * words / rank);
  // That of <s>.
  counts.push_back(0);
  return counts;
}

// The step with what is drawn for it.
template <typename T>
double StepOf(OutputLayer<T>& layer, const StepKey& key, const Matrix<T>& h,
              const std::vector<uint32_t>& targets, Matrix<T>& dh, GradientSink<T>& sink) {
  OutputSample sample;
  layer.Draw(key, targets, &sample);
  return layer.Step(sample, h.view(), targets, dh.view(), sink);
}

// Fills all parameters with random numbers and returns the layer.
template <typename T>
std::unique_ptr<OutputLayer<T>> Random(const ModelConfig& config, int64_t in, int64_t words,
                                       Precision precision = PRECISION_FLOAT32) {
  std::unique_ptr<OutputLayer<T>> layer = MakeOutputLayer<T>(config, precision, in, words);
  layer->SetCounts(ZipfCounts(words));
  uint64_t seed = 0;
  for (Parameter<T>* parameter : layer->parameters()) FillRandom(++seed, parameter->value.view());
  return layer;
}

std::vector<uint32_t> RandomTargets(uint64_t seed, int64_t rows, int64_t words) {
  const CounterRandom random(seed, RandomPurpose::kWindowOrder, 1);
  std::vector<uint32_t> targets;
  for (int64_t i = 0; i < rows; ++i) {
    targets.push_back(static_cast<uint32_t>(random.Below(i, words)));
  }
  return targets;
}

class OutputLayers : public testing::TestWithParam<Loss> {};

INSTANTIATE_TEST_SUITE_P(OfEachLoss, OutputLayers,
                         testing::Values(LOSS_SOFTMAX, LOSS_ADAPTIVE_SOFTMAX, LOSS_SAMPLED_SOFTMAX,
                                         LOSS_NCE, LOSS_NEGATIVE_SAMPLING),
                         [](const auto& info) { return Loss_Name(info.param); });

TEST_P(OutputLayers, HaveProbabilitiesThatSumToOne) {
  const auto layer = Random<float>(ConfigOf(GetParam()), 6, 90);
  Matrix<double> log_p(20, 90);
  layer->LogProbabilities(RandomMatrix<float>(9, 20, 6, -5, 5).view(), log_p.view());
  for (int64_t i = 0; i < 20; ++i) {
    double sum = 0;
    for (int64_t word = 0; word < 90; ++word) sum += std::exp(log_p.row(i)[word]);
    EXPECT_NEAR(sum, 1, 1e-6);
  }
}

TEST_P(OutputLayers, HaveTheLikelihoodThatTheirProbabilitiesSay) {
  const auto layer = Random<double>(ConfigOf(GetParam()), 6, 90);
  const Matrix<double> h = RandomMatrix<double>(9, 70, 6);
  const std::vector<uint32_t> targets = RandomTargets(4, 70, 90);
  Matrix<double> log_p(70, 90);
  layer->LogProbabilities(h.view(), log_p.view());
  std::vector<double> loss(70);
  layer->NegativeLogLikelihood(h.view(), targets, absl::MakeSpan(loss));
  for (int64_t i = 0; i < 70; ++i) EXPECT_NEAR(loss[i], -log_p.row(i)[targets[i]], 1e-12);
}

TEST_P(OutputLayers, HaveTheGradientOfTheirLoss) {
  // Few words, so that all of them are in clusters and in samples; many, so that they are not.
  for (const int64_t words : {int64_t{90}, int64_t{1500}}) {
    const auto layer = Random<double>(ConfigOf(GetParam()), 6, words);
    Matrix<double> h = RandomMatrix<double>(9, 11, 6);
    std::vector<uint32_t> targets = RandomTargets(4, 11, words);
    targets[0] = 0;
    targets[1] = static_cast<uint32_t>(words - 1);
    Matrix<double> dh(11, 6);
    CollectingSink<double> sink;
    StepOf(*layer, kKey, h, targets, dh, sink);
    CollectingSink<double> ignored;
    Matrix<double> ignored_dh(11, 6);
    // With noise words the gradients are those of the batch's sum.
    const bool noise = GetParam() == LOSS_NCE || GetParam() == LOSS_NEGATIVE_SAMPLING;
    const double scale = noise ? 11 : 1;
    const auto loss = [&] {
      ignored.Clear();
      return scale * StepOf(*layer, kKey, h, targets, ignored_dh, ignored);
    };
    ExpectGradient("h", loss, h.view(), dh.view());
    for (Parameter<double>* parameter : layer->parameters()) {
      const int64_t rows = parameter->value.rows();
      for (int64_t row = 0; row < rows; row += 1 + rows / 30) {
        ExpectGradient(parameter->name, loss, parameter->value.view().Rows(row, 1),
                       sink.gradient(*parameter).view().Rows(row, 1));
      }
    }
  }
}

TEST_P(OutputLayers, GiveTheSameBytesOnAnyNumberOfThreads) {
  for (const Precision precision : {PRECISION_FLOAT32, PRECISION_BFLOAT16}) {
    const auto layer = Random<float>(ConfigOf(GetParam(), {100, 1000}), 24, 2600, precision);
    const Matrix<float> h = RandomMatrix<float>(9, 150, 24);
    const std::vector<uint32_t> targets = RandomTargets(4, 150, 2600);
    Matrix<float> expected_dh(150, 24);
    CollectingSink<float> expected;
    SetThreads(1);
    const double loss = StepOf(*layer, kKey, h, targets, expected_dh, expected);
    for (const int threads : {2, 3, 8}) {
      SetThreads(threads);
      Matrix<float> dh(150, 24);
      CollectingSink<float> found;
      EXPECT_EQ(StepOf(*layer, kKey, h, targets, dh, found), loss);
      EXPECT_TRUE(SameBytes(dh, expected_dh));
      for (const Parameter<float>* parameter : layer->parameters()) {
        EXPECT_TRUE(SameBytes(found.gradient(*parameter), expected.gradient(*parameter)))
            << parameter->name;
      }
    }
  }
}

// Negative sampling starts at the noise, the others at the words' frequency.
TEST_P(OutputLayers, StartAtTheWordsFrequency) {
  const std::vector<uint64_t> counts = ZipfCounts(90);
  const double power = GetParam() == LOSS_NEGATIVE_SAMPLING ? 0.75 : 1;
  std::vector<double> shares;
  double total = 0;
  for (int64_t word = 0; word < 90; ++word) {
    shares.push_back(std::pow(static_cast<double>(counts[word]), power));
    total += shares.back();
  }
  const auto layer = MakeOutputLayer<double>(ConfigOf(GetParam()), PRECISION_FLOAT32, 6, 90);
  layer->SetCounts(counts);
  layer->Initialize(1, counts);
  const Matrix<double> h(1, 6);
  Matrix<double> log_p(1, 90);
  layer->LogProbabilities(h.view(), log_p.view());
  for (int64_t word = 0; word < 90; ++word) {
    EXPECT_NEAR(std::exp(log_p.row(0)[word]), shares[word] / total, 1e-12);
  }
}

TEST(AdaptiveSoftmax, LeavesTheClustersOfNoTargetAlone) {
  const auto layer = Random<double>(ConfigOf(LOSS_ADAPTIVE_SOFTMAX), 6, 90);
  const Matrix<double> h = RandomMatrix<double>(9, 3, 6);
  Matrix<double> dh(3, 6);
  CollectingSink<double> sink;
  StepOf(*layer, kKey, h, {2, 45, 59}, dh, sink);
  for (const Parameter<double>* parameter : layer->parameters()) {
    const bool in_step = parameter->name.find("head") != std::string::npos ||
                         parameter->name.find("cluster.1") != std::string::npos;
    EXPECT_EQ(sink.Came(*parameter, 0), in_step) << parameter->name;
  }
}

TEST(AdaptiveCutoffs, AscendWithinTheVocabulary) {
  for (const int64_t words : {2, 3, 100, 257, 400, 5000, 33278, 400000}) {
    std::vector<uint64_t> counts;
    for (int64_t rank = 1; rank <= words; ++rank) counts.push_back(10 * words / rank);
    const std::vector<int32_t> cutoffs = AdaptiveCutoffs(counts, 256, 4, 512);
    ASSERT_FALSE(cutoffs.empty());
    EXPECT_TRUE(std::is_sorted(cutoffs.begin(), cutoffs.end()));
    EXPECT_GT(cutoffs.front(), 0);
    EXPECT_LT(cutoffs.back(), words);
  }
}

using Sampled = SampledSoftmaxOutput<double, double>;

// The sample of one step.
std::vector<uint32_t> SampleOf(const Sampled& layer, const StepKey& key,
                               const std::vector<uint32_t>& targets) {
  OutputSample sample;
  layer.Draw(key, targets, &sample);
  return sample.words;
}

TEST(SampledSoftmax, SamplesFrequentWordsTargetsAndOthers) {
  Sampled layer(2, 5000, 20, 30);
  const std::vector<uint32_t> targets = {4999, 3, 77, 4999, 500};
  const std::vector<uint32_t> sample = SampleOf(layer, kKey, targets);
  EXPECT_GE(sample.size(), 53);
  EXPECT_THAT(sample, Each(Lt(5000)));
  EXPECT_EQ(std::set<uint32_t>(sample.begin(), sample.end()).size(), sample.size());
  EXPECT_TRUE(std::is_sorted(sample.begin(), sample.end()));
  EXPECT_THAT(sample, IsSupersetOf({3, 77, 500, 4999}));
  for (uint32_t word = 0; word < 20; ++word) EXPECT_EQ(sample[word], word);
}

TEST(SampledSoftmax, SamplesAnewInEachStepAndForEachSeed) {
  Sampled layer(2, 5000, 20, 30);
  const std::vector<uint32_t> targets = {4999};
  const std::vector<uint32_t> sample = SampleOf(layer, kKey, targets);
  EXPECT_EQ(SampleOf(layer, kKey, targets), sample);
  EXPECT_NE(SampleOf(layer, {kKey.seed, kKey.step + 1}, targets), sample);
  EXPECT_NE(SampleOf(layer, {kKey.seed + 1, kKey.step}, targets), sample);
}

TEST(SampledSoftmax, OfFewWordsIsTheExactSoftmax) {
  const auto sampled = Random<double>(ConfigOf(LOSS_SAMPLED_SOFTMAX), 6, 400);
  const auto exact = Random<double>(ConfigOf(LOSS_SOFTMAX), 6, 400);
  const Matrix<double> h = RandomMatrix<double>(9, 11, 6);
  Matrix<double> dh(11, 6);
  CollectingSink<double> sink;
  const std::vector<uint32_t> targets = RandomTargets(4, 11, 400);
  EXPECT_EQ(StepOf(*sampled, kKey, h, targets, dh, sink),
            StepOf(*exact, kKey, h, targets, dh, sink));
}

// Over many steps the mean of exp(loss), which is the sample's estimate of a sum over all words
// divided by the target's term, is that sum.
TEST(SampledSoftmax, EstimatesTheSumOverAllWords) {
  Sampled layer(3, 3000, 20, 30);
  uint64_t seed = 0;
  for (Parameter<double>* parameter : layer.parameters()) {
    FillRandom(++seed, parameter->value.view());
  }
  const Matrix<double> h = RandomMatrix<double>(9, 1, 3);
  const std::vector<uint32_t> targets = {1234};
  std::vector<double> exact(1);
  layer.NegativeLogLikelihood(h.view(), targets, absl::MakeSpan(exact));
  Matrix<double> dh(1, 3);
  CollectingSink<double> sink;
  constexpr int kSteps = 400;
  double sum = 0;
  double squares = 0;
  for (uint64_t step = 0; step < kSteps; ++step) {
    sink.Clear();
    const double inverse = std::exp(StepOf<double>(layer, {1, step}, h, targets, dh, sink));
    sum += inverse;
    squares += inverse * inverse;
  }
  const double mean = sum / kSteps;
  const double deviation = std::sqrt((squares / kSteps - mean * mean) / kSteps);
  EXPECT_LT(deviation, 0.01 * mean);
  EXPECT_NEAR(mean, std::exp(exact[0]), 5 * deviation);
}

}  // namespace
}  // namespace windowlm

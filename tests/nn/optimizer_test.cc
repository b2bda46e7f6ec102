#include "src/nn/optimizer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ostream>
#include <vector>

#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"

namespace windowlm {
namespace {

OptimizerConfig Config(OptimizerKind kind, double momentum, double weight_decay) {
  OptimizerConfig config;
  config.set_kind(kind);
  config.set_momentum(momentum);
  config.set_adam_beta1(0.9);
  config.set_adam_beta2(0.99);
  config.set_epsilon(1e-3);
  config.set_weight_decay(weight_decay);
  return config;
}

// The update rules as the papers write them, for one number.
class OneNumber {
 public:
  OneNumber(double w, const OptimizerConfig& config) : w_(w), config_(config) {}

  void Step(double g, double rate, int64_t step, bool decays) {
    if (decays) w_ -= rate * config_.weight_decay() * w_;
    const double epsilon = config_.epsilon();
    if (config_.kind() == OPTIMIZER_SGD) {
      first_ = config_.momentum() * first_ + g;
      w_ -= rate * first_;
    } else if (config_.kind() == OPTIMIZER_ADAGRAD) {
      first_ = first_ + g * g;
      w_ -= rate * g / (std::sqrt(first_) + epsilon);
    } else {
      const double beta1 = config_.adam_beta1();
      const double beta2 = config_.adam_beta2();
      first_ = beta1 * first_ + (1 - beta1) * g;
      second_ = beta2 * second_ + (1 - beta2) * g * g;
      const double t = static_cast<double>(step);
      const double m = first_ / (1 - std::pow(beta1, t));
      const double v = second_ / (1 - std::pow(beta2, t));
      w_ -= rate * m / (std::sqrt(v) + epsilon);
    }
  }

  double value() const { return w_; }

 private:
  double w_;
  double first_ = 0;
  double second_ = 0;
  OptimizerConfig config_;
};

struct Kind {
  OptimizerKind kind;
  double momentum;
  double weight_decay;
  int state_tensors;
};

void PrintTo(const Kind& kind, std::ostream* out) {
  *out << OptimizerKind_Name(kind.kind) << ", momentum " << kind.momentum << ", weight decay "
       << kind.weight_decay;
}

class OptimizerKinds : public testing::TestWithParam<Kind> {
 protected:
  const OptimizerConfig config_ =
      Config(GetParam().kind, GetParam().momentum, GetParam().weight_decay);
};

// Rows 0 and 1 at every step, the others now and then, row 6 never; a bias beside.
bool Touched(int64_t row, int64_t step) { return row < 2 || (row < 6 && step % row == 1); }

template <typename T>
void CheckAgainstTheRules(const OptimizerConfig& config, double tolerance) {
  constexpr int64_t kRows = 7;
  constexpr int64_t kColumns = 5;
  Parameter<T> weight{"weight", 0, RandomMatrix<T>(1, kRows, kColumns)};
  Parameter<T> bias{"bias", 1, RandomMatrix<T>(2, kRows, 1)};
  std::vector<OneNumber> weight_numbers;
  std::vector<OneNumber> bias_numbers;
  for (int64_t i = 0; i < weight.value.size(); ++i) {
    weight_numbers.emplace_back(weight.value.data()[i], config);
  }
  for (int64_t i = 0; i < kRows; ++i) bias_numbers.emplace_back(bias.value.data()[i], config);

  Optimizer<T> optimizer(config, {&weight, &bias});
  for (int64_t step = 1; step <= 30; ++step) {
    const double rate = 0.1 / static_cast<double>(step);
    optimizer.BeginStep(rate);
    const Matrix<T> g = RandomMatrix<T>(100 + step, kRows, kColumns);
    const Matrix<T> bias_g = RandomMatrix<T>(200 + step, kRows, 1);
    for (int64_t row = 0; row < kRows; ++row) {
      if (!Touched(row, step)) continue;
      optimizer.Rows(weight, row, 1, g.row(row));
      optimizer.Rows(bias, row, 1, bias_g.row(row));
      for (int64_t j = 0; j < kColumns; ++j) {
        weight_numbers[row * kColumns + j].Step(g.row(row)[j], rate, step, true);
      }
      bias_numbers[row].Step(bias_g.row(row)[0], rate, step, false);
    }
    for (int64_t i = 0; i < weight.value.size(); ++i) {
      ASSERT_NEAR(weight.value.data()[i], weight_numbers[i].value(), tolerance) << "step " << step;
    }
    for (int64_t i = 0; i < kRows; ++i) {
      ASSERT_NEAR(bias.value.data()[i], bias_numbers[i].value(), tolerance) << "step " << step;
    }
  }
  const Matrix<T> start = RandomMatrix<T>(1, kRows, kColumns);
  EXPECT_TRUE(SameBytes<const T>(weight.value.view().Rows(6, 1), start.view().Rows(6, 1)));
}

TEST_P(OptimizerKinds, FollowTheirRulesInDouble) { CheckAgainstTheRules<double>(config_, 1e-14); }
TEST_P(OptimizerKinds, FollowTheirRulesInFloat) { CheckAgainstTheRules<float>(config_, 1e-5); }

void ExpectTheSameTogetherOrAlone(const OptimizerConfig& config) {
  Parameter<float> together{"together", 0, RandomMatrix<float>(1, 9, 11)};
  Parameter<float> alone{"alone", 1, RandomMatrix<float>(1, 9, 11)};
  Optimizer<float> optimizer(config, {&together, &alone});
  for (int step = 1; step <= 5; ++step) {
    optimizer.BeginStep(0.1);
    const Matrix<float> g = RandomMatrix<float>(step, 9, 11);
    optimizer.Rows(together, 0, 9, g.data());
    for (int64_t row = 8; row >= 0; --row) optimizer.Rows(alone, row, 1, g.row(row));
    EXPECT_TRUE(SameBytes(together.value, alone.value));
  }
}

TEST_P(OptimizerKinds, TakeRowsTogetherOrAlone) { ExpectTheSameTogetherOrAlone(config_); }

TEST_P(OptimizerKinds, GoOnFromTheirStateAndTheirSteps) {
  Parameter<float> one{"one", 0, RandomMatrix<float>(1, 3, 4)};
  Parameter<float> other{"other", 0, Matrix<float>(3, 4)};
  Optimizer<float> first(config_, {&one});
  Optimizer<float> second(config_, {&other});
  for (int step = 1; step <= 8; ++step) {
    const Matrix<float> g = RandomMatrix<float>(step, 3, 4);
    first.BeginStep(0.1);
    first.Rows(one, step % 3, 1, g.row(0));
    if (step < 5) continue;
    if (step > 5) {
      second.BeginStep(0.1);
      second.Rows(other, step % 3, 1, g.row(0));
      EXPECT_TRUE(SameBytes(one.value, other.value));
      continue;
    }
    std::copy_n(one.value.data(), one.value.size(), other.value.data());
    const std::vector<Matrix<float>*> from = first.StateOf(one);
    const std::vector<Matrix<float>*> to = second.StateOf(other);
    ASSERT_EQ(from.size(), GetParam().state_tensors);
    ASSERT_EQ(to.size(), from.size());
    for (size_t i = 0; i < from.size(); ++i) {
      std::copy_n(from[i]->data(), from[i]->size(), to[i]->data());
    }
    second.SetSteps(step);
  }
}

TEST_P(OptimizerKinds, KeepAnUntouchedRowsStateAsItWas) {
  // Two optimizers and a row: one sees steps between in which the row is not touched.
  // Their bias corrections differ with the step count, so only Adam's values may.
  if (GetParam().kind == OPTIMIZER_ADAM) GTEST_SKIP() << "goes by the step count";
  Parameter<double> often{"often", 0, RandomMatrix<double>(1, 1, 4)};
  Parameter<double> rarely{"rarely", 0, RandomMatrix<double>(1, 1, 4)};
  Optimizer<double> one(config_, {&often});
  Optimizer<double> other(config_, {&rarely});
  for (int step = 1; step <= 5; ++step) {
    const Matrix<double> g = RandomMatrix<double>(step, 1, 4);
    one.BeginStep(0.1);
    one.Rows(often, 0, 1, g.data());
    for (int i = 0; i < step; ++i) other.BeginStep(0.7);
    other.BeginStep(0.1);
    other.Rows(rarely, 0, 1, g.data());
    EXPECT_TRUE(SameBytes(often.value, rarely.value));
  }
}

TEST_P(OptimizerKinds, KeepAsManyTensorsAsTheySay) {
  EXPECT_EQ(Optimizer<float>::StateTensors(config_), GetParam().state_tensors);
}

TEST_P(OptimizerKinds, StayWithAParameterWhoseGradientIsZero) {
  if (GetParam().weight_decay != 0) GTEST_SKIP() << "decay moves it";
  Parameter<float> weight{"weight", 0, RandomMatrix<float>(1, 3, 4)};
  Optimizer<float> optimizer(config_, {&weight});
  const Matrix<float> zero(3, 4);
  for (int step = 1; step <= 3; ++step) {
    optimizer.BeginStep(0.1);
    optimizer.Rows(weight, 0, 3, zero.data());
  }
  EXPECT_TRUE(SameBytes(weight.value, RandomMatrix<float>(1, 3, 4)));
}

INSTANTIATE_TEST_SUITE_P(
    All, OptimizerKinds,
    testing::Values(Kind{OPTIMIZER_SGD, 0, 0, 0}, Kind{OPTIMIZER_SGD, 0.9, 0, 1},
                    Kind{OPTIMIZER_SGD, 0.9, 0.2, 1}, Kind{OPTIMIZER_ADAGRAD, 0, 0, 1},
                    Kind{OPTIMIZER_ADAGRAD, 0, 0.2, 1}, Kind{OPTIMIZER_ADAM, 0, 0, 2},
                    Kind{OPTIMIZER_ADAM, 0, 0.2, 2}));

// Kingma & Ba 2015, section 2.1: whatever the gradient's scale, a first step is the rate.
TEST(Adam, FirstStepIsTheRateAtAnyScale) {
  OptimizerConfig config = Config(OPTIMIZER_ADAM, 0, 0);
  config.set_epsilon(1e-12);
  for (const double scale : {1e-3, 1.0, 1e3}) {
    Parameter<double> weight{"weight", 0, Matrix<double>(1, 1)};
    Optimizer<double> optimizer(config, {&weight});
    optimizer.BeginStep(0.01);
    optimizer.Rows(weight, 0, 1, &scale);
    EXPECT_NEAR(weight.value.data()[0], -0.01, 1e-10);
  }
}

TEST(WeightDecay, ShrinksWeightsAndNotBiases) {
  Parameter<double> weight{"weight", 0, RandomMatrix<double>(1, 2, 3)};
  Parameter<double> bias{"bias", 1, RandomMatrix<double>(2, 2, 1)};
  Optimizer<double> optimizer(Config(OPTIMIZER_SGD, 0, 0.5), {&weight, &bias});
  const double zero[6] = {};
  optimizer.BeginStep(0.1);
  optimizer.Rows(weight, 0, 2, zero);
  optimizer.Rows(bias, 0, 2, zero);
  const Matrix<double> start = RandomMatrix<double>(1, 2, 3);
  for (int i = 0; i < 6; ++i) {
    EXPECT_NEAR(weight.value.data()[i], 0.95 * start.data()[i], 1e-15);
  }
  EXPECT_TRUE(SameBytes(bias.value, RandomMatrix<double>(2, 2, 1)));
}

// What a step of plain SGD with rate 1 takes off a parameter is the gradient that it goes by.
std::vector<double> GradientTaken(const OptimizerConfig& config, const Matrix<double>& start,
                                  const Matrix<double>& gradient) {
  Parameter<double> weight{"weight", 0, Matrix<double>(start.rows(), start.columns())};
  std::copy_n(start.data(), start.size(), weight.value.data());
  Optimizer<double> optimizer(config, {&weight});
  optimizer.BeginStep(1);
  optimizer.Rows(weight, 0, start.rows(), gradient.data());
  std::vector<double> taken;
  for (int64_t i = 0; i < start.size(); ++i) {
    taken.push_back(start.data()[i] - weight.value.data()[i]);
  }
  return taken;
}

// The gradient of l1 sum |w| + l2/2 sum w^2 by central differences.
TEST(Penalties, AddTheirGradientToThatOfTheLoss) {
  OptimizerConfig config = Config(OPTIMIZER_SGD, 0, 0);
  config.set_l1(0.3);
  config.set_l2(0.7);
  const Matrix<double> start = RandomMatrix<double>(1, 3, 4);
  const Matrix<double> gradient = RandomMatrix<double>(2, 3, 4);
  const std::vector<double> taken = GradientTaken(config, start, gradient);
  const auto penalty = [](double w) { return 0.3 * std::abs(w) + 0.7 / 2 * w * w; };
  for (int64_t i = 0; i < start.size(); ++i) {
    const double w = start.data()[i];
    const double slope = (penalty(w + 1e-5) - penalty(w - 1e-5)) / 2e-5;
    EXPECT_NEAR(taken[i], gradient.data()[i] + slope, 1e-9) << i;
  }
}

TEST(Penalties, LeaveBiasesAndWeightsThatAreZeroAlone) {
  OptimizerConfig config = Config(OPTIMIZER_SGD, 0, 0);
  config.set_l1(0.3);
  config.set_l2(0.7);
  for (const double taken : GradientTaken(config, Matrix<double>(3, 4), Matrix<double>(3, 4))) {
    EXPECT_EQ(taken, 0);
  }
  const Matrix<double> bias = RandomMatrix<double>(1, 3, 1);
  for (const double taken : GradientTaken(config, bias, Matrix<double>(3, 1))) EXPECT_EQ(taken, 0);
}

// By hand: 3, 4 has length 5; 0.6, 0.8 has length 1.
TEST(ClipNorm, ShortensRowsThatAreLongerAndNoOthers) {
  OptimizerConfig config = Config(OPTIMIZER_SGD, 0, 0);
  config.set_clip_norm(2.5);
  const Matrix<double> zero(2, 2);
  const std::vector<double> taken =
      GradientTaken(config, zero, MatrixOf<double>({{3, -4}, {0.6, 0.8}}));
  EXPECT_NEAR(taken[0], 1.5, 1e-15);
  EXPECT_NEAR(taken[1], -2, 1e-15);
  EXPECT_EQ(taken[2], 0.6);
  EXPECT_EQ(taken[3], 0.8);
}

TEST(ClipNorm, LimitsTheGradientWithItsPenalties) {
  OptimizerConfig config = Config(OPTIMIZER_SGD, 0, 0);
  config.set_l2(1);
  config.set_clip_norm(1);
  const std::vector<double> taken =
      GradientTaken(config, MatrixOf<double>({{30, 40}}), MatrixOf<double>({{0, 0}}));
  EXPECT_NEAR(taken[0], 0.6, 1e-14);
  EXPECT_NEAR(taken[1], 0.8, 1e-14);
}

// A row at a time or all at once, for every optimizer.
TEST(ClipNorm, TakesRowsTogetherOrAlone) {
  for (const OptimizerKind kind : {OPTIMIZER_SGD, OPTIMIZER_ADAGRAD, OPTIMIZER_ADAM}) {
    OptimizerConfig config = Config(kind, 0, 0.1);
    config.set_l1(0.01);
    config.set_l2(0.02);
    config.set_clip_norm(0.5);
    ExpectTheSameTogetherOrAlone(config);
  }
}

}  // namespace
}  // namespace windowlm

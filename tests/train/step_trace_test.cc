#include "src/train/step_trace.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/vector_math.h"
#include "tests/base/matrix_of.h"
#include "tests/model/small_models.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Takes a step of gradient descent at once.
class Descent : public GradientSink<float> {
 public:
  void Rows(Parameter<float>& parameter, int64_t first_row, int64_t count,
            const float* gradient) override {
    AddScaled(gradient, count * parameter.value.columns(), -0.5f, parameter.value.row(first_row));
  }
};

class StepTraceTest : public testing::Test {
 protected:
  // What is told of a step.
  std::string Told(const WindowBatch& batch, WindowModel<float>& model, double dropout = 0) {
    std::string told;
    StepTrace trace(1, vocabulary_, [&](absl::string_view text) { told += std::string(text); });
    Descent descent;
    PreparedStep step;
    step.batch = batch;
    step.regularization.input_dropout = dropout;
    model.Prepare(&step);
    trace.Begin(0, 0.5, step, model, descent);
    trace.End(model.Step(step, trace));
    return told;
  }

  const Vocabulary vocabulary_ =
      *Vocabulary::FromWords({"a", "</s>", "<unk>", "<s>"}, {5, 2, 1, 0});
};

// By hand: the logits of the three words are 2, 0 and -2, and the gradients of the biases their
// probabilities, less 1 for the target.
TEST_F(StepTraceTest, TellsTheNumbersOfAStep) {
  WindowModel<float> model(ConfigOf(OBJECTIVE_NEXT, 1, 1), 4);
  model.parameters()[0]->value = MatrixOf<float>({{2}, {7}, {8}, {9}});
  model.parameters()[1]->value = MatrixOf<float>({{1}, {0}, {-1}});
  WindowBatch batch;
  batch.contexts = {0};
  batch.targets = {0};
  EXPECT_EQ(Told(batch, model),
            "step 1, learning rate 0.5\n"
            "  window 1: a -> a\n"
            "    embeddings\n"
            "      a              2.00000\n"
            "    probabilities\n"
            "      a              0.86681\n"
            "      </s>           0.11731\n"
            "      <unk>          0.01588\n"
            "    -log p(a) = 0.14293\n"
            "  loss 0.14293\n"
            "  gradients, and the weights before and after\n"
            "    embedding row 0, a\n"
            "      gradient      -0.14906\n"
            "      before         2.00000\n"
            "      after          2.07453\n"
            "    output.weight row 0\n"
            "      gradient      -0.26637\n"
            "      before         1.00000\n"
            "      after          1.13319\n"
            "    output.weight row 1\n"
            "      gradient       0.23462\n"
            "      before         0.00000\n"
            "      after         -0.11731\n"
            "    output.weight row 2\n"
            "      gradient       0.03175\n"
            "      before        -1.00000\n"
            "      after         -1.01588\n"
            "    output.bias row 0\n"
            "      gradient      -0.13319\n"
            "      before         0.00000\n"
            "      after          0.06659\n"
            "    output.bias row 1\n"
            "      gradient       0.11731\n"
            "      before         0.00000\n"
            "      after         -0.05866\n"
            "    output.bias row 2\n"
            "      gradient       0.01588\n"
            "      before         0.00000\n"
            "      after         -0.00794\n"
            "\n");
}

TEST_F(StepTraceTest, TellsHowMuchItLeavesOut) {
  WindowModel<float> model(ConfigOf(OBJECTIVE_MASKED, 2, 20, {3, 15}), 4);
  FillParameters(1, model);
  const std::string told = Told(RandomBatch(1, 5, 4, 4), model);
  EXPECT_THAT(told, HasSubstr("window 3:"));
  EXPECT_THAT(told, Not(HasSubstr("window 4:")));
  EXPECT_THAT(told, HasSubstr("... and 2 more windows\n"));
  EXPECT_THAT(told, HasSubstr(" ... (20)\n"));
  EXPECT_THAT(told, HasSubstr("    hidden.0 "));
  EXPECT_THAT(told, HasSubstr("    hidden.1 "));
  EXPECT_THAT(told, HasSubstr("    hidden.1.weight row 11\n"));
  EXPECT_THAT(told, Not(HasSubstr("    hidden.1.weight row 12\n")));
  EXPECT_THAT(told, HasSubstr("... and 3 more rows\n"));
  EXPECT_THAT(told, Not(HasSubstr("dropout")));
  EXPECT_THAT(Told(RandomBatch(1, 5, 4, 4), model, 0.5), HasSubstr("by dropout or noise\n"));
}

TEST_F(StepTraceTest, ChangesNothing) {
  const WindowBatch batch = RandomBatch(1, 5, 4, 4);
  WindowModel<float> told(ConfigOf(OBJECTIVE_MASKED, 2, 3, {3}), 4);
  WindowModel<float> silent(ConfigOf(OBJECTIVE_MASKED, 2, 3, {3}), 4);
  FillParameters(1, told);
  FillParameters(1, silent);
  Told(batch, told);
  Descent descent;
  silent.Step(batch, Regularization(), descent);
  for (size_t i = 0; i < told.parameters().size(); ++i) {
    for (int64_t j = 0; j < told.parameters()[i]->value.size(); ++j) {
      ASSERT_EQ(told.parameters()[i]->value.data()[j], silent.parameters()[i]->value.data()[j]);
    }
  }
}

}  // namespace
}  // namespace windowlm

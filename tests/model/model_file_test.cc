#include "src/model/model_file.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/corpus/kept_shares.h"
#include "tests/base/same_bytes.h"
#include "tests/model/small_model_file.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ModelFile : public testing::Test {
 protected:
  absl::Status Save(const WindowModel<float>& model) const {
    return SaveModel(path_, SmallProvenance(), SmallVocabulary(), model);
  }

  const std::string folder_ = FreshFolder();
  const std::string path_ = folder_ + "/small.wlm";
};

// No training makes one.
TEST_F(ModelFile, RefusesAVarianceBelowZero) {
  Provenance provenance = SmallProvenance();
  provenance.config.mutable_model()->set_batch_norm(true);
  WindowModel<float> model(provenance.config.model(), SmallVocabulary().size());
  FillParameters(1, model);
  for (Parameter<float>* parameter : model.parameters()) {
    if (parameter->name != "hidden.0.batch.variance") continue;
    for (const float variance : {0.0f, -0.5f}) {
      std::fill_n(parameter->value.data(), parameter->value.size(), variance);
      ASSERT_TRUE(SaveModel(path_, provenance, SmallVocabulary(), model).ok());
      const absl::Status status = LoadModel(path_).status();
      EXPECT_EQ(status.ok(), variance == 0) << status;
      if (!status.ok()) {
        EXPECT_THAT(status.message(), HasSubstr("hidden.0.batch.variance has a variance that is"));
      }
    }
  }
}

TEST_F(ModelFile, GivesBackTheModelToTheByte) {
  const std::unique_ptr<WindowModel<float>> model = SmallModel();
  ASSERT_TRUE(Save(*model).ok());
  const absl::StatusOr<TrainedModel> loaded = LoadModel(path_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();

  const Provenance expected = SmallProvenance();
  EXPECT_EQ(loaded->provenance.config.SerializeAsString(), expected.config.SerializeAsString());
  EXPECT_EQ(loaded->provenance.corpus.SerializeAsString(), expected.corpus.SerializeAsString());
  EXPECT_EQ(loaded->provenance.training.SerializeAsString(), expected.training.SerializeAsString());
  const Vocabulary vocabulary = SmallVocabulary();
  ASSERT_EQ(loaded->vocabulary.size(), vocabulary.size());
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    EXPECT_EQ(loaded->vocabulary.word(id), vocabulary.word(id));
    EXPECT_EQ(loaded->vocabulary.count(id), vocabulary.count(id));
  }
  ASSERT_EQ(loaded->model->parameters().size(), model->parameters().size());
  for (size_t slot = 0; slot < model->parameters().size(); ++slot) {
    const Parameter<float>& parameter = *model->parameters()[slot];
    EXPECT_EQ(loaded->model->parameters()[slot]->name, parameter.name);
    EXPECT_TRUE(SameBytes(loaded->model->parameters()[slot]->value, parameter.value))
        << parameter.name;
  }

  const std::string again = folder_ + "/again.wlm";
  ASSERT_TRUE(SaveModel(again, loaded->provenance, loaded->vocabulary, *loaded->model).ok());
  EXPECT_EQ(BytesOf(again), BytesOf(path_));
}

// A model that was trained on a text without most of its frequent words would take them for many.
TEST_F(ModelFile, OfAThinnedTextIsAskedWithWordsAsOftenAsItSawThem) {
  Provenance provenance = SmallProvenance();
  ModelConfig& config = *provenance.config.mutable_model();
  config = ConfigOf(OBJECTIVE_MASKED, 2, 3, {}, COMBINE_MEAN);
  provenance.config.set_subsample(0.05);
  const Vocabulary vocabulary = SmallVocabulary();
  WindowModel<float> model(config, static_cast<int64_t>(vocabulary.size()));
  FillParameters(1, model);
  ASSERT_TRUE(SaveModel(path_, provenance, vocabulary, model).ok());
  const absl::StatusOr<TrainedModel> loaded = LoadModel(path_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();

  const std::vector<double> shares = KeptShares(vocabulary, 0.05);
  const uint32_t the = *vocabulary.Find("the");
  const uint32_t cat = *vocabulary.Find("cat");
  ASSERT_LT(shares[the], shares[cat]);
  WindowBatch batch;
  batch.contexts = {the, cat};
  batch.ends = {2};
  batch.targets = {cat};
  const Matrix<float>& embeddings = loaded->model->embeddings();
  const Matrix<float>& weight = loaded->model->parameters()[1]->value;
  const Matrix<float>& bias = loaded->model->parameters()[2]->value;
  std::vector<double> logits;
  double total = 0;
  for (int64_t word = 0; word < weight.rows(); ++word) {
    double logit = bias.row(word)[0];
    for (int64_t k = 0; k < 3; ++k) {
      logit += weight.row(word)[k] *
               (shares[the] * embeddings.row(the)[k] + shares[cat] * embeddings.row(cat)[k]) /
               (shares[the] + shares[cat]);
    }
    logits.push_back(logit);
    total += std::exp(logit);
  }
  double likelihood = 0;
  loaded->model->NegativeLogLikelihood(batch, absl::MakeSpan(&likelihood, 1));
  EXPECT_NEAR(likelihood, std::log(total) - logits[cat], 1e-5);
}

TEST_F(ModelFile, OfTheSameModelHasTheSameBytes) {
  ASSERT_TRUE(Save(*SmallModel()).ok());
  const std::string bytes = BytesOf(path_);
  ASSERT_TRUE(Save(*SmallModel()).ok());
  EXPECT_EQ(BytesOf(path_), bytes);
  EXPECT_THAT(NamesIn(folder_), ElementsAre("small.wlm"));
}

TEST_F(ModelFile, IsNotWrittenWithANumberThatIsNotFinite) {
  WriteBytes(path_, "what was there");
  const std::unique_ptr<WindowModel<float>> model = SmallModel();
  model->parameters()[1]->value.data()[2] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(MessageOf(Save(*model)),
              AllOf(HasSubstr(path_), HasSubstr("hidden.0.weight"), HasSubstr("not finite")));
  EXPECT_EQ(BytesOf(path_), "what was there");
  EXPECT_THAT(NamesIn(folder_), ElementsAre("small.wlm"));
}

TEST_F(ModelFile, IsNotWrittenWhereItsFolderIsMissing) {
  const std::string path = folder_ + "/missing/small.wlm";
  const absl::Status status = SaveModel(path, SmallProvenance(), SmallVocabulary(), *SmallModel());
  EXPECT_THAT(MessageOf(status), HasSubstr(path));
  EXPECT_THAT(NamesIn(folder_), ElementsAre());
}

TEST_F(ModelFile, ErrorsNameTheFile) {
  EXPECT_TRUE(absl::IsNotFound(LoadModel(path_).status())) << LoadModel(path_).status();
  EXPECT_THAT(MessageOf(LoadModel(path_).status()), HasSubstr(path_));
  EXPECT_THAT(MessageOf(LoadModel(folder_).status()), HasSubstr(folder_));
  for (const char* foreign :
       {"", "hello", "just a text of more than the twelve bytes of a frame"}) {
    WriteBytes(path_, foreign);
    EXPECT_THAT(MessageOf(LoadModel(path_).status()),
                AllOf(HasSubstr(path_), HasSubstr("not a windowlm file")));
  }
}

}  // namespace
}  // namespace windowlm

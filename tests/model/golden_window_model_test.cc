// Small models whose numbers were computed apart from this program, by NumPy, in double
// precision and without backpropagation. Of 7 words the last is `<s>`; the parameter of slot p has
//   w_p[r][c] = sin(1 + p + 3 r + 7 c) / 2
// With E the embeddings and f the activation, in the notation of NumPy:
//   x = E[contexts] side by side, or its mean, or its sum, over the words of a context
//   h = f(x @ W.T + b) for each hidden layer;  o = h @ W.T + b
//   L = mean(log(sum(exp(o))) - o[target])
// Each derivative is a complex step, dL/dw = Im L(w + 1e-30 i) / 1e-30, which rounds as L
// itself does (Squire & Trapp 1998). Ten losses each at rate 0.05, the first one before any step:
//   SGD   w -= rate g
//   Adam  m = .9 m + .1 g;  v = .999 v + .001 g^2
//         w -= rate (m / (1 - .9^step)) / (sqrt(v / (1 - .999^step)) + 1e-8)

#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/model/window_model.h"
#include "src/nn/optimizer.h"
#include "tests/model/small_models.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

constexpr int64_t kWords = 7;

struct Golden {
  ModelConfig config;
  std::vector<uint32_t> contexts;
  std::vector<uint32_t> targets;
  // Of the first window.
  std::vector<double> log_probabilities;
  // By slot.
  std::vector<std::vector<double>> gradients;
  std::vector<double> sgd_losses;
  std::vector<double> adam_losses;

  WindowBatch batch() const {
    WindowBatch batch;
    batch.contexts = contexts;
    batch.targets = targets;
    return batch;
  }
};

const std::vector<Golden>& Goldens() {
  static const auto& goldens = *new std::vector<Golden>{
      {ConfigOf(OBJECTIVE_NEXT, 2, 3, {4}, COMBINE_CONCAT, ACTIVATION_TANH),
       {6, 0, 0, 3, 3, 3},
       {3, 5, 0},
       {-2.311199180813037, -1.454219269269955, -2.358842115162882, -1.424682367331286,
        -2.369681803397248, -1.432756849234935},
       {{0.01102644935160602,   0.005582780301206613, -0.002608708042439881, 0, 0, 0, 0, 0, 0,
         -0.006963896550413277, -0.02415896781495148, -0.0294631040461853,   0, 0, 0, 0, 0, 0,
         0.001112463158854493,  0.002607543847989786, 0.002819203211742562},
        {-0.03768360577032333, -0.07692561063476823, -0.07830517677825075, -0.05259958550158702,
         -0.08302520844554971, -0.07258619812725833, -0.07085983348983448, -0.1393093386582648,
         -0.1391914154412468,  -0.08082151037605106, -0.1218492102095789,  -0.1029032781578544,
         -0.06606347111807555, -0.1300048597499491,  -0.1299584425640679,  -0.07221991307418377,
         -0.1055730154323096,  -0.08696355559029358, -0.02882302110044817, -0.05582301680907401,
         -0.055347175332762,   -0.02669353778846731, -0.03588826723047549, -0.02741895335059352},
        {0.09175650413779057, 0.08242165777669541, 0.03979348293089206, -0.01735628131832526},
        {-0.1128139652504487, 0.1110871006876755,   -0.107282490378058,  0.1014414577690097,
         0.06353511767444196, -0.08001970667519244, 0.09504981489385456, -0.1086568967383538,
         0.01979374258734316, -0.02596370376389139, 0.03170761072070963, -0.03700726284551594,
         0.1855514753064046,  -0.1639813427389413,  0.1365762067531582,  -0.1051610076000219,
         0.02370353732645561, -0.03017402218001991, 0.03610668643023091, -0.0415069084357588,
         -0.1797699076441966, 0.1890516746703696,   -0.1921578284198952, 0.1908906178506407},
        {-0.2434204025779174, 0.2542016183876367, 0.09203302596913539, -0.09102519998512283,
         0.09833446782554084, -0.1101235096192726}},
       {1.810632073058421, 1.777108123764457, 1.744586315527275, 1.712970264908177,
        1.682171106157457, 1.65210725737267, 1.622704165893539, 1.593894042876239,
        1.565615593995839, 1.537813750727938},
       {1.810632073058421, 1.566672870575845, 1.346652798855505, 1.143396597887582,
        0.9606412090214631, 0.7977035587872768, 0.6533649420028993, 0.5275007126214845,
        0.4204366800563557, 0.331982488102897}},
      {ConfigOf(OBJECTIVE_MASKED, 1, 4, {}, COMBINE_MEAN, ACTIVATION_TANH),
       {1, 1, 6, 2, 4, 0},
       {0, 5, 1},
       {-1.918451998445531, -1.673503584408674, -1.916074608554792, -1.680736034996964,
        -1.904131854816649, -1.697150057587691},
       {{0.1185047667275285,
         0.07062112195293425,
         -0.01202192063838732,
         -0.08874782809456727,
         -0.1708104220349049,
         -0.08961586754260512,
         0.03568721290430294,
         0.143425208062172,
         0.1119993541422331,
         0.09679638925636394,
         0.03395067800309653,
         -0.04560540389032771,
         0,
         0,
         0,
         0,
         0.1185047667275285,
         0.07062112195293425,
         -0.01202192063838732,
         -0.08874782809456727,
         0,
         0,
         0,
         0,
         0.1119993541422331,
         0.09679638925636394,
         0.03395067800309653,
         -0.04560540389032771},
        {0.1387798091713512,    0.1969108015228287,    0.158123185173864,    0.04150805001021103,
         -0.1087911165258301,   -0.1539113848221345,   -0.1232771634471841,  -0.03196647804162572,
         0.02253057421463241,   0.04768480196185247,   0.04936878517927683,  0.02675367491984178,
         -0.008107807426108707, -0.003489799064580951, 0.002845872662123227, 0.007780818695678321,
         0.03357467557369227,   0.0673455079392731,    0.06796918493693356,  0.03513873556038929,
         -0.07798613500773714,  -0.1545399275372389,   -0.1550298645050136,  -0.07921480114449471},
        {-0.1648181396169023, -0.1920233361239504, 0.2069002920922434, 0.1225525669951162,
         0.2511841688736218, -0.2237955522201287}},
       {2.233189053720004, 2.202735666505538, 2.173025300434792, 2.14402691375199,
        2.115710820399113, 2.088048625324689, 2.061013164708648, 2.034578450679172,
        2.00871962013753, 1.983412887342689},
       {2.233189053720004, 2.016014593168587, 1.820296573590317, 1.645172327039434,
        1.489212885133101, 1.35043018680533, 1.226668217455617, 1.115951370338439,
        1.016607261487844, 0.9272513822803893}},
      {ConfigOf(OBJECTIVE_NEXT, 3, 3, {4, 2}, COMBINE_SUM, ACTIVATION_SIGMOID),
       {6, 6, 0, 0, 3, 1, 1, 1, 1},
       {3, 2, 0},
       {-1.432368713424056, -2.221862041820537, -1.685117364932983, -1.958370441954321,
        -1.954078126993659, -1.689323769180523},
       {{5.348509808498623e-05,
         1.557944233148435e-05,
         -2.999434469475125e-05,
         -0.001220416628382015,
         -0.0005547815295787129,
         0.0003839145367471805,
         0,
         0,
         0,
         -0.0003702673698147128,
         -0.0001781544588767984,
         0.0001016452734776535,
         0,
         0,
         0,
         0,
         0,
         0,
         0.0008475049357993979,
         0.0003874678024165655,
         -0.0002632792363448095},
        {0.003229605350829384, 0.005608314989597254, 0.005226637276620052, 0.004250134233143704,
         0.007331669694303941, 0.006804590388128752, 0.00314840837997213, 0.005386483778493521,
         0.004973356147207682, 0.0006789499435199482, 0.001122716716576241, 0.001013887383711534},
        {-0.001078482706915278, -0.00159103457026248, -0.00135298947902839, -0.0003337784703268392},
        {0.0001107115171988032, 0.008480190051063824, -0.002522141935687955, 0.01072527382911015,
         -0.001063461056775138, -0.004923306989789971, -0.0001357797029869396,
         -0.005710190448235052},
        {0.007183010091027862, -0.005489175509205624},
        {-0.02454347480925476, -0.07182615914955223, 0.02638319768203685, 0.08303889362650198,
         -0.0359660820313679, -0.1134051490609454, -0.0452196589756883, -0.1475458739515896,
         0.0343908530072569, 0.1082464313840792, 0.04495516512701724, 0.1414918571515061},
        {-0.09481259795991194, 0.1085430600043987, -0.1481393959382741, -0.192032212427932,
         0.1414920391389247, 0.1849491071827946}},
       {1.692988814950185, 1.682028268576375, 1.671356454971611, 1.660964464995009,
        1.650843688039509, 1.640985802008863, 1.631382763543864, 1.622026798504541,
        1.612910392713237, 1.604026282961812},
       {1.692988814950185, 1.605593870401005, 1.527953819025719, 1.458574962687927,
        1.396856104389423, 1.342240445809683, 1.294160266570309, 1.252183001875981,
        1.215927858002245, 1.184887028300877}},
  };
  return goldens;
}

template <typename T>
WindowModel<T> ModelOf(const Golden& golden) {
  WindowModel<T> model(golden.config, kWords);
  for (Parameter<T>* parameter : model.parameters()) {
    for (int64_t r = 0; r < parameter->value.rows(); ++r) {
      for (int64_t c = 0; c < parameter->value.columns(); ++c) {
        const double place =
            1.0 + parameter->slot + 3.0 * static_cast<double>(r) + 7.0 * static_cast<double>(c);
        parameter->value.row(r)[c] = static_cast<T>(std::sin(place) / 2);
      }
    }
  }
  return model;
}

template <typename T>
void CheckProbabilitiesAndGradients(const Golden& golden, double tolerance) {
  WindowModel<T> model = ModelOf<T>(golden);
  Matrix<double> log_p(static_cast<int64_t>(golden.targets.size()), kWords - 1);
  model.LogProbabilities(golden.batch(), log_p.view());
  for (int64_t word = 0; word < kWords - 1; ++word) {
    EXPECT_NEAR(log_p.row(0)[word], golden.log_probabilities[word], tolerance);
  }
  CollectingSink<T> sink;
  EXPECT_NEAR(model.Step(golden.batch(), {}, sink), golden.sgd_losses[0], tolerance);
  ASSERT_EQ(model.parameters().size(), golden.gradients.size());
  for (const Parameter<T>* parameter : model.parameters()) {
    const std::vector<double>& expected = golden.gradients[parameter->slot];
    const Matrix<T>& gradient = sink.gradient(*parameter);
    ASSERT_EQ(gradient.size(), static_cast<int64_t>(expected.size())) << parameter->name;
    for (int64_t i = 0; i < gradient.size(); ++i) {
      EXPECT_NEAR(gradient.data()[i], expected[i], tolerance) << parameter->name << ", " << i;
    }
  }
}

TEST(GoldenWindowModel, HasTheProbabilitiesAndGradientsComputedApart) {
  for (const Golden& golden : Goldens()) {
    SCOPED_TRACE(golden.config.ShortDebugString());
    CheckProbabilitiesAndGradients<double>(golden, 1e-14);
    CheckProbabilitiesAndGradients<float>(golden, 1e-6);
  }
}

template <typename T>
void CheckLosses(const Golden& golden, OptimizerKind kind, const std::vector<double>& losses,
                 double tolerance) {
  OptimizerConfig config;
  config.set_kind(kind);
  config.set_adam_beta1(0.9);
  config.set_adam_beta2(0.999);
  config.set_epsilon(1e-8);
  WindowModel<T> model = ModelOf<T>(golden);
  Optimizer<T> optimizer(config, model.parameters());
  ASSERT_EQ(losses.size(), 10);
  for (const double loss : losses) {
    optimizer.BeginStep(0.05);
    EXPECT_NEAR(model.Step(golden.batch(), {}, optimizer), loss, tolerance);
  }
}

TEST(GoldenWindowModel, TrainsWithTheLossesComputedApart) {
  for (const Golden& golden : Goldens()) {
    SCOPED_TRACE(golden.config.ShortDebugString());
    CheckLosses<double>(golden, OPTIMIZER_SGD, golden.sgd_losses, 1e-13);
    CheckLosses<double>(golden, OPTIMIZER_ADAM, golden.adam_losses, 1e-13);
    CheckLosses<float>(golden, OPTIMIZER_SGD, golden.sgd_losses, 1e-5);
    CheckLosses<float>(golden, OPTIMIZER_ADAM, golden.adam_losses, 1e-5);
  }
}

}  // namespace
}  // namespace windowlm

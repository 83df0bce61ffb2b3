node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  def common = [data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'random_forest', seed: 42]
  mlTrain common + [id: 'champion', output: 'champion', hyperparameters: [n_estimators: 2]]
  def trained = mlTrain common + [hyperparameters: [n_estimators: 100]]
  writeFile file: 'spec/ml.yaml', text: '''apiVersion: ml-pipeline/v1
validate: {slices: [{by: [telephone]}], fairness: [telephone], worstRows: 1, seed: 1}
'''
  mlValidate model: trained.model, data: 'german_credit.csv', spec: 'spec/ml.yaml',
    sha256: 'sha256:f3efb764dbaa58b4452a97668b805a94d017d5a66fb4524b628c9273ed6315ae',
    slices: ['foreign_worker', 'housing, telephone', [by: 'age', bins: [25, 40]], [name: 'young', where: 'age < 25']],
    fairness: ['foreign_worker'], bootstrap: ['f1'], worstRows: 5, seed: 7, outcomes: 'out/outcomes.gz',
    baseline: [from: 'model', model: 'champion']
  echo "outcomes ${fileExists('out/outcomes.gz')}"
}
def verdict = mlGate gates: [
  [id: 'ages', metric: 'accuracy', min: 0.6, slice: 'age', minRows: 20],
  [id: 'parity', metric: 'demographic_parity_difference', by: 'foreign_worker', max: 0.5],
  [id: 'bound', metric: 'accuracy', min: 0.7, decide: 'lowerBound', confidence: 0.99],
  [id: 'sampled', metric: 'f1', min: 0.5, decide: 'lowerBound'],
  [id: 'paired', metric: 'accuracy', vs: 'baseline', minGain: 0.01, decide: 'paired'],
]
echo "verdict ${verdict.verdict} ${verdict.gates.collect { it.id + '=' + it.verdict }}"

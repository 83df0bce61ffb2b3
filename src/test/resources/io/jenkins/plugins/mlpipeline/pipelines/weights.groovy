node('agent') {
  def rows = ['a,b,since,w,y']
  for (int i = 0; i < 600; i++) {
    def positive = (i * 7) % 10 < 4
    rows << "${(positive ? 3 : 0) + i % 5},${i % 13},${1 + i % 28}/${1 + i % 12}/2024,${i % 10 == 0 ? 10 : 1},${positive ? 'yes' : 'no'}"
  }
  writeFile file: 'rows.csv', text: rows.join('\n') + '\n'
  def trained = mlTrain data: 'rows.csv', label: 'y', posLabel: 'yes', algorithm: 'logistic_regression', weights: 'w', dates: 'dmy'
  mlValidate model: trained.model, data: 'rows.csv', weights: 'w', dates: 'dmy', slices: ['b']
}
def verdict = mlGate gates: [
  [id: 'bound', metric: 'accuracy', min: 0.5, decide: 'lowerBound'],
  [id: 'area', metric: 'roc_auc', min: 0.5, decide: 'lowerBound'],
]
echo "verdict ${verdict.verdict} ${verdict.gates.collect { it.id + '=' + it.verdict }}"

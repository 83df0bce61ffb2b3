node('agent') {
  DISCOVER
  writeFile file: 'p.csv', text: 'row,truth,said\n' + (1..40).collect { "${it},${it % 2},${it % SAID == 0 ? 1 - it % 2 : it % 2}" }.join('\n') + '\n'
  mlValidate predictions: 'p.csv', label: 'truth', predictionColumn: 'said', rowId: 'row', task: 'binary', labels: ['0', '1'], posLabel: '1',
    subject: 'sha256:' + 'SAID'.padLeft(64, '0'), baseline: [from: 'lastPassed', BASELINE]
}
mlGate gates: ['accuracy>=FLOOR']

node {
  writeFile file: 'evaluation.json', text: EVALUATION
  catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') {
    mlGate id: 'a', evaluation: 'evaluation.json', gates: ['accuracy>=0.94']
  }
  warnError('the gate') {
    mlGate id: 'b', evaluation: 'evaluation.json', gates: ['accuracy>=0.94']
  }
  echo 'went on'
}

node {
  writeFile file: 'evaluation.json', text: EVALUATION.replace('test.csv', '<script>alert(1)</script>').replace('only one class', '<img src=x onerror=alert(2)>')
  mlGate evaluation: 'evaluation.json', gates: [[id: '<b>bold</b>', metric: 'accuracy', min: 0.8]]
}

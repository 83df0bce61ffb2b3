mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.5']

mlGate gates: ['accuracy>=0.5']

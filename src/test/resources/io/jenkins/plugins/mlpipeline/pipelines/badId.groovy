mlGate id: '../evil', gates: ['accuracy>=0.5']

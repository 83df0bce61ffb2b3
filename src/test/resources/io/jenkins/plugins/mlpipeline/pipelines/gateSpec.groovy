node {
  writeFile file: 'evaluation.json', text: EVALUATION
  writeFile file: 'ml-pipeline.yaml', text: '''apiVersion: ml-pipeline/v1
gates:
  - {id: floor, metric: accuracy, min: 0.94}
  - {id: sensitive, metric: recall, min: 0.5}
'''
  def verdict = mlGate spec: 'ml-pipeline.yaml', evaluation: 'evaluation.json', gates: [[id: 'floor', metric: 'accuracy', min: 0.8]]
  echo "${verdict.verdict} ${verdict.gates.collect { it.id + '=' + it.verdict }}"
}

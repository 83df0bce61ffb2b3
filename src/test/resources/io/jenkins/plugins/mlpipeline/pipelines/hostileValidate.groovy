node('agent') {
  writeFile file: 'hostile/java', text: '''#!/bin/sh
folder=$(dirname "${1#@}")
ANSWER
'''
  writeFile file: 'evaluation.json', text: EVALUATION
  writeFile file: 'm.onnx', text: 'no model at all'
  sh 'chmod +x hostile/java'
  mlValidate model: 'm.onnx', java: pwd() + '/hostile/java'
}

node('agent') {
  writeFile file: 'hostile/java', text: '''#!/bin/sh
folder=$(dirname "${1#@}")
ANSWER
'''
  sh 'chmod +x hostile/java'
  mlTrain data: 'any.csv', label: 'any', algorithm: 'random_forest', java: pwd() + '/hostile/java'
}

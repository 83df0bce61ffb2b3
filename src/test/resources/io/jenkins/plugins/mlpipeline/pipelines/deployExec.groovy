mlDeploy resource: 'deployment/a', restart: true, credentialsId: 'execs'

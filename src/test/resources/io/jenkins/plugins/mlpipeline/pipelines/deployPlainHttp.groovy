mlDeploy resource: 'deployment/a', restart: true, credentialsId: 'cluster', serverUrl: 'http://127.0.0.1:1'
